import {
  type Backend,
  type Capabilities,
  createQueue,
  type GraphRunner,
  type GraphSource,
  MedicoSamError,
  type OpenOptions,
} from '@medicosam/core';
import { checkGraph, readGraph } from '@medicosam/onnx';
import type { Operators } from './operator.js';
import { OPERATORS } from './operators/index.js';
import { Program } from './program.js';
import { readConstants } from './read-constants.js';
import { ReferenceRunner, type ReferenceState } from './reference-runner.js';

/** Options of {@link referenceBackend}. */
export interface ReferenceBackendOptions {
  /** Operators in place of its own, or beside them. */
  readonly operators?: Operators | undefined;
}

/** A reference backend and what only a test does to it. */
export interface ReferenceBackend {
  readonly backend: Backend;
  /** Lets its device go away: graphs that are open then run no more. */
  readonly loseDevice: () => void;
}

const CAPABILITIES: Capabilities = {
  lowerings: ['tiled'],
  storages: ['fp32', 'w16'],
  offThread: false,
  concurrency: 1,
  deviceTensors: false,
  limits: {},
};

/**
 * A backend in plain TypeScript that computes the tiled lowering node by node, in the plainest way: for the suite's own
 * tests and for comparing a backend with. Slow; meant for the mini models.
 */
export function referenceBackend({ operators = {} }: ReferenceBackendOptions = {}): ReferenceBackend {
  const state: ReferenceState = { graphs: 0, tensors: 0, losses: 0 };
  const backend: Backend = {
    id: 'reference',
    queue: createQueue(CAPABILITIES.concurrency),
    devices: async () => [{ device: 'cpu', usable: true, capabilities: CAPABILITIES }],
    open: (source, options) => open(source, options, { ...OPERATORS, ...operators }, state),
    live: async () => ({ graphs: state.graphs, tensors: state.tensors }),
  };
  return {
    backend,
    loseDevice: () => {
      state.losses++;
    },
  };
}

async function open(
  source: GraphSource,
  { device, signal }: OpenOptions,
  operators: Operators,
  state: ReferenceState,
): Promise<GraphRunner> {
  if (signal?.aborted) throw signal.reason;
  if (device !== 'cpu') {
    throw new MedicoSamError('DEVICE_UNAVAILABLE', {
      message: `The reference backend has the device cpu; asked for is ${device}.`,
    });
  }
  const graph = readGraph(await source.graph.read(0, source.graph.size));
  checkGraph(graph);
  const constants = await readConstants(graph, source);
  if (signal?.aborted) throw signal.reason;
  return new ReferenceRunner(graph, new Program(graph, constants, operators), state);
}
