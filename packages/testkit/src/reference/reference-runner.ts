import {
  checkFeeds,
  checkOutputs,
  type Feeds,
  foreignTensor,
  type GraphRunner,
  type HostTensor,
  MedicoSamError,
  type Outputs,
  type RunOptions,
  type Tensor,
  type TensorData,
  type TensorSpec,
  type TensorType,
} from '@medicosam/core';
import type { Graph, ValueInfo } from '@medicosam/onnx';
import { nextTurn } from '../platform.js';
import type { Program } from './program.js';
import { ReferenceTensor } from './reference-tensor.js';
import type { Value } from './value.js';

/** What the tensors and runners of one reference backend share. */
export interface ReferenceState {
  graphs: number;
  tensors: number;
  /** Counts the losses of its device. */
  losses: number;
}

/** A program as a {@link GraphRunner}. */
export class ReferenceRunner implements GraphRunner {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #program: Program;
  readonly #state: ReferenceState;
  readonly #openedAt: number;
  readonly #running = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  /** @throws MedicoSamError `TYPE_UNSUPPORTED` for an input or output of a type that the contract does not carry. */
  constructor(graph: Graph, program: Program, state: ReferenceState) {
    this.inputs = graph.inputs.map(toSpec);
    this.outputs = graph.outputs.map(toSpec);
    this.#program = program;
    this.#state = state;
    this.#openedAt = state.losses;
    state.graphs++;
  }

  async run(feeds: Feeds, { outputs, signal }: RunOptions = {}): Promise<Outputs> {
    if (signal?.aborted) throw signal.reason;
    if (this.#disposed) {
      throw new MedicoSamError('DISPOSED', { message: 'A graph was run after dispose().' });
    }
    this.#checkDevice();
    checkFeeds(this.inputs, feeds);
    const wanted = checkOutputs(this.outputs, outputs);
    const given = new Map(Object.entries(feeds).map(([name, feed]) => [name, this.#toValue(feed)]));
    const running = nextTurn().then(() => this.#program.run(given, wanted));
    this.#running.add(running);
    const results = await running.finally(() => this.#running.delete(running));
    // One more turn, so that an abort that came while the thread was blocked is heard.
    await nextTurn();
    if (signal?.aborted) throw signal.reason;
    this.#checkDevice();
    return Object.fromEntries(results.map((value, index) => [wanted[index], this.#toTensor(value)]));
  }

  dispose(): Promise<void> {
    this.#disposed ??= Promise.allSettled(this.#running).then(() => {
      this.#state.graphs--;
    });
    return this.#disposed;
  }

  #checkDevice(): void {
    if (this.#openedAt === this.#state.losses) return;
    throw new MedicoSamError('DEVICE_LOST', { message: 'The device that the graph was opened on is gone.' });
  }

  #toValue(feed: HostTensor | Tensor): Value {
    // A copy: the caller may write into its array once the call has returned.
    if ('data' in feed) return { type: feed.type, dims: feed.dims, data: feed.data.slice() };
    if (feed instanceof ReferenceTensor && feed.owner === this.#state) {
      return { type: feed.type, dims: feed.dims, data: feed.values() };
    }
    throw foreignTensor();
  }

  #toTensor({ type, dims, data }: Value): ReferenceTensor {
    const state = this.#state;
    state.tensors++;
    // A copy: several outputs may be one value, and a constant must outlive what is done to its tensor.
    const own = data.slice() as TensorData;
    return new ReferenceTensor(state, type as TensorType, dims, own, () => state.tensors--);
  }
}

function toSpec({ name, type, dims }: ValueInfo): TensorSpec {
  if (type === 'float32' || type === 'int32' || type === 'bool') return { name, type, dims };
  throw new MedicoSamError('TYPE_UNSUPPORTED', {
    message: `Inputs and outputs of a graph are float32, int32 or bool; ${name} is ${type}.`,
  });
}
