import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesSource, type GraphSource } from '@medicosam/core';
import { GraphBuilder, layoutSafetensors, type Value, writeGraph } from '@medicosam/onnx';
import { fileSource } from '@medicosam/onnx-node';

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

/** So many products of square matrices that a run takes a while. */
export const slowGraph = (products: number, side: number): Uint8Array =>
  microGraph((graph) => {
    let value: Value = graph.input('x', 'float32', [side, side]);
    for (let i = 0; i < products; i++) value = graph.node('MatMul', [value, value]);
    graph.output('y', value, 'float32', [side, side]);
  });

const model = { id: 'micro', hash: 'a'.repeat(64) };

/** A graph as a backend gets it, in memory. */
export const inMemory = (graph: Uint8Array, weights: Uint8Array = WEIGHTS): GraphSource => ({
  model,
  part: 'micro',
  sha256: '',
  graph: bytesSource(graph),
  weights: bytesSource(weights),
  weightsName: 'weights.safetensors',
});

/** The same as files of a folder. */
export async function onDisk(folder: string, graph: Uint8Array): Promise<GraphSource> {
  await writeFile(join(folder, 'micro.onnx'), graph);
  await writeFile(join(folder, 'weights.safetensors'), WEIGHTS);
  return {
    ...inMemory(graph),
    graph: await fileSource(join(folder, 'micro.onnx')),
    weights: await fileSource(join(folder, 'weights.safetensors')),
  };
}
