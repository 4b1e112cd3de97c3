import { bytesSource, type GraphSource } from '@medicosam/core';
import { GraphBuilder, layoutSafetensors, writeGraph } from '@medicosam/onnx';

const { layout, header, totalBytes } = layoutSafetensors('weights.safetensors', [
  { name: 'bias', type: 'float32', dims: [3] },
]);

/** A weights file with the tensor `bias` [10, 20, 30]. */
export const WEIGHTS = new Uint8Array(totalBytes);
WEIGHTS.set(header);
WEIGHTS.set(new Uint8Array(Float32Array.of(10, 20, 30).buffer), header.length);

/** A graph of one's own over {@link WEIGHTS}. */
export function microGraph(build: (graph: GraphBuilder) => void): Uint8Array {
  const graph = new GraphBuilder('micro', layout);
  build(graph);
  return writeGraph(graph.build('test'));
}

/** y [n, 3] = x [n, 3] + bias, and z = −x. */
export const addBias = (): Uint8Array =>
  microGraph((graph) => {
    const x = graph.input('x', 'float32', ['n', 3]);
    graph.output('y', graph.node('Add', [x, graph.weight('bias')]), 'float32', ['n', 3]);
    graph.output('z', graph.node('Neg', [x]), 'float32', ['n', 3]);
  });

/** A graph as a backend gets it, in memory. */
export const inMemory = (graph: Uint8Array, weights: Uint8Array = WEIGHTS): GraphSource => ({
  model: { id: 'micro', hash: 'a'.repeat(64) },
  part: 'micro',
  sha256: '',
  graph: bytesSource(graph),
  weights: bytesSource(weights),
  weightsName: 'weights.safetensors',
});
