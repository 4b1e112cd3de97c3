import { bytesSource, type Feeds, type GraphSource, type HostTensor, type TensorType } from '@medicosam/core';
import { float32ToFloat16, GraphBuilder, layoutSafetensors, writeGraph } from '@medicosam/onnx';

const FILE = 'weights.safetensors';

const { layout, header, totalBytes } = layoutSafetensors(FILE, [
  { name: 'unused', type: 'float32', dims: [2] },
  { name: 'bias', type: 'float32', dims: [3] },
  { name: 'half', type: 'float16', dims: [3] },
]);

const offsetOf = (name: string): number => layout.entries.get(name)?.offset ?? 0;

function weightsFile(): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(totalBytes);
  file.set(header);
  file.set(new Uint8Array(Float32Array.of(-1, -1).buffer), offsetOf('unused'));
  file.set(new Uint8Array(Float32Array.of(10, 20, 30).buffer), offsetOf('bias'));
  file.set(new Uint8Array(float32ToFloat16(Float32Array.of(0.5, 2, -4)).buffer), offsetOf('half'));
  return file;
}

/** A small graph as a backend gets it, in memory. */
export function microGraph(build: (graph: GraphBuilder) => void): GraphSource {
  const graph = new GraphBuilder('micro', layout);
  build(graph);
  return sourceOf(writeGraph(graph.build('testkit')), weightsFile());
}

/** Bytes in the place of a graph. */
export const sourceOf = (graph: Uint8Array, weights: Uint8Array = new Uint8Array()): GraphSource => ({
  model: { id: 'micro', hash: '0'.repeat(64) },
  part: 'micro',
  sha256: '',
  graph: bytesSource(graph),
  weights: bytesSource(weights),
  weightsName: FILE,
});

/** y [n, 3] = x [n, 3] + (10, 20, 30), and z [n, 3] = x · x. */
export const addBias = (): GraphSource =>
  microGraph((graph) => {
    const x = graph.input('x', 'float32', ['n', 3]);
    graph.output('y', graph.node('Add', [x, graph.weight('bias')]), 'float32', ['n', 3]);
    graph.output('z', graph.node('Mul', [x, x]), 'float32', ['n', 3]);
  });

/** The same, its weights file ending within the weight that it needs. */
export const cutOff = (): GraphSource => ({
  ...addBias(),
  weights: bytesSource(weightsFile().slice(0, offsetOf('bias') + 4)),
});

/** y [3] = x [3] · (0.5, 2, −4), the factors stored as float16. */
export const scaleByHalf = (): GraphSource =>
  microGraph((graph) => {
    const x = graph.input('x', 'float32', [3]);
    graph.output('y', graph.node('Mul', [x, graph.weight('half')]), 'float32', [3]);
  });

/** y = a [n, k] × b [k, m]. */
export const product = (): GraphSource =>
  microGraph((graph) => {
    const a = graph.input('a', 'float32', ['n', 'k']);
    const b = graph.input('b', 'float32', ['k', 'm']);
    graph.output('y', graph.node('MatMul', [a, b]), 'float32', ['n', 'm']);
  });

/** isSame bool [3] = a int32 [3] equals b int32 [3]; count int32 [3] = a + (isTrue bool [3] as 0 and 1). */
export const otherTypes = (): GraphSource =>
  microGraph((graph) => {
    const a = graph.input('a', 'int32', [3]);
    const b = graph.input('b', 'int32', [3]);
    const isTrue = graph.input('isTrue', 'bool', [3]);
    graph.output('isSame', graph.node('Equal', [a, b]), 'bool', [3]);
    graph.output('count', graph.node('Add', [a, graph.node('Cast', [isTrue], { to: 6 })]), 'int32', [3]);
  });

/** A tensor of the caller's. */
export function host(type: TensorType, dims: readonly number[], values: ArrayLike<number>): HostTensor {
  const data = {
    float32: () => Float32Array.from(values),
    int32: () => Int32Array.from(values),
    bool: () => Uint8Array.from(values),
  }[type]();
  return { type, dims, data };
}

/** Feeds of {@link addBias}: n rows, all of one value. */
export const rows = (n: number, value = 1): Feeds => ({
  x: host('float32', [n, 3], new Float32Array(3 * n).fill(value)),
});
