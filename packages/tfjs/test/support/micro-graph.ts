import { bytesSource, type GraphSource, type HostTensor, type TensorType } from '@medicosam/core';
import { GraphBuilder, layoutSafetensors, writeGraph } from '@medicosam/onnx';

const { layout, header, totalBytes } = layoutSafetensors('weights.safetensors', [
  { name: 'bias', type: 'float32', dims: [3] },
]);

const WEIGHTS = new Uint8Array(totalBytes);
WEIGHTS.set(header);
WEIGHTS.set(new Uint8Array(Float32Array.of(10, 20, 30).buffer), header.length);

/** A graph of one's own over weights with the tensor `bias` [10, 20, 30], as a backend gets it. */
export function microGraph(build: (graph: GraphBuilder) => void): GraphSource {
  const graph = new GraphBuilder('micro', layout);
  build(graph);
  return {
    model: { id: 'micro', hash: 'a'.repeat(64) },
    part: 'micro',
    sha256: '',
    graph: bytesSource(writeGraph(graph.build('test'))),
    weights: bytesSource(WEIGHTS),
    weightsName: layout.file,
  };
}

/** y [n, 3] = x [n, 3] + bias, and z = −x. */
export const addBias = (): GraphSource =>
  microGraph((graph) => {
    const x = graph.input('x', 'float32', ['n', 3]);
    graph.output('y', graph.node('Add', [x, graph.weight('bias')]), 'float32', ['n', 3]);
    graph.output('z', graph.node('Neg', [x]), 'float32', ['n', 3]);
  });

/** A tensor of the caller's. */
export function host(type: TensorType, dims: readonly number[], values: readonly number[]): HostTensor {
  const data = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[type].from(values);
  return { type, dims, data };
}
