import {
  type GraphSource,
  MedicoSamError,
  type OpenOptions,
  TENSOR_ARRAYS,
  type TensorSpec,
  type TensorType,
} from '@medicosam/core';
import { checkGraph, readGraph, type ValueInfo } from '@medicosam/onnx';
import { OPERATORS } from '../operators/index.js';
import { onBackend } from '../runtime/engine.js';
import type { TfLike } from '../tf-like.js';
import type { TfjsRunnerParts } from '../tfjs-runner.js';
import { placeOperators } from './place-operators.js';
import { Program } from './program.js';
import { readConstants } from './read-constants.js';

/**
 * Reads a graph and makes it ready on a device that is set up. What is not covered is refused before weights are read.
 *
 * @throws MedicoSamError `GRAPH_INVALID`, `GRAPH_UNSUPPORTED`, `TYPE_UNSUPPORTED`; what TensorFlow.js throws; the signal's
 *   reason when aborted.
 */
export async function openGraph(
  tf: TfLike,
  source: GraphSource,
  { device, signal, keepOnDevice = [] }: OpenOptions,
): Promise<Omit<TfjsRunnerParts, 'maker'>> {
  const graph = readGraph(await source.graph.read(0, source.graph.size));
  if (signal?.aborted) throw signal.reason;
  checkGraph(graph);
  const inputs = graph.inputs.map(toSpec);
  const outputs = graph.outputs.map(toSpec);
  const { nodes, onHost } = placeOperators(graph, OPERATORS, (kernel) =>
    Boolean(tf.getKernel(kernel, device)),
  );
  const constants = await readConstants(graph, source, { tf, device, onHost, signal });
  try {
    const program = await onBackend(tf, device, () => new Program(tf, graph, nodes, constants, device));
    const keptOnDevice = new Set(device === 'cpu' ? [] : keepOnDevice);
    return { tf, program, inputs, outputs, keptOnDevice };
  } catch (error) {
    for (const value of constants.values()) value.dispose();
    throw error;
  }
}

function toSpec({ name, type, dims }: ValueInfo): TensorSpec {
  if (type in TENSOR_ARRAYS) return { name, type: type as TensorType, dims };
  throw new MedicoSamError('TYPE_UNSUPPORTED', {
    message: `Inputs and outputs of a graph are ${Object.keys(TENSOR_ARRAYS).join(', ')}; ${name} is ${type}.`,
  });
}
