import * as ort from 'onnxruntime-node';
import { type DataType, type Graph, inferShapes, writeGraph } from '../../src/index.js';

export type Feeds = Record<string, ort.Tensor>;

/** Session options of the product: the memory pattern off; errors only. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  enableMemPattern: false,
  intraOpNumThreads: 1,
  logSeverityLevel: 3,
};

/** Runs a graph from bytes, with its weights files from bytes too. */
export async function runGraph(
  graph: Graph | Uint8Array,
  feeds: Feeds,
  externalData: { path: string; data: Uint8Array }[] = [],
): Promise<Record<string, ort.Tensor>> {
  const bytes = graph instanceof Uint8Array ? graph : writeGraph(graph);
  return runSession(await ort.InferenceSession.create(bytes, { ...OPTIONS, externalData }), feeds);
}

/** Runs a graph file, whose weights ONNX Runtime finds beside it. */
export async function runFile(path: string, feeds: Feeds): Promise<Record<string, ort.Tensor>> {
  return runSession(await ort.InferenceSession.create(path, OPTIONS), feeds);
}

async function runSession(session: ort.InferenceSession, feeds: Feeds) {
  try {
    return (await session.run(feeds)) as Record<string, ort.Tensor>;
  } finally {
    await session.release();
  }
}

/** The same graph with every value whose type is inferred among its outputs, so that a run shows its true shape. */
export function withAllOutputs(graph: Graph): Graph {
  const stated = new Set(graph.outputs.map(({ name }) => name));
  const inferred = inferShapes(graph);
  const made = graph.nodes.flatMap(({ outputs }) => outputs);
  const more = made.flatMap((name) => {
    const { type, dims } = inferred.get(name) ?? {};
    return type && dims && !stated.has(name) ? [{ name, type, dims: dims.map(() => '') }] : [];
  });
  return { ...graph, outputs: [...graph.outputs, ...more] };
}

const TYPES: Partial<Record<ort.Tensor.Type, DataType>> = {
  float32: 'float32',
  float16: 'float16',
  float64: 'float64',
  int32: 'int32',
  int64: 'int64',
  int8: 'int8',
  uint8: 'uint8',
  bool: 'bool',
};

/** The element type of a result in our words. */
export function typeOf(tensor: ort.Tensor): DataType {
  const type = TYPES[tensor.type];
  if (!type) throw new Error(`A result of type ${tensor.type}.`);
  return type;
}

/** Float32 values of a result. */
export function floatsOf(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('The result holds no float32 values.');
  return tensor.data;
}
