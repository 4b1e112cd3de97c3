import {
  type Backend,
  bytesSource,
  type GraphRunner,
  type GraphSource,
  type HostTensor,
} from '@medicosam/core';
import type { HostTensors } from './on-onnxruntime.js';

/** A graph that holds its weights itself, as a backend gets it. */
export const inOneFile = (graph: Uint8Array): GraphSource => ({
  model: { id: 'export', hash: '0'.repeat(64) },
  part: 'export',
  sha256: '',
  graph: bytesSource(graph),
  weights: bytesSource(new Uint8Array()),
  weightsName: '',
});

/** Opens a graph as core does. */
const openGraphOn = (backend: Backend, graph: Uint8Array, device: string): Promise<GraphRunner> =>
  backend.queue.run(() => backend.open(inOneFile(graph), { device }));

/** What a backend gives for a graph, read; nothing of it is left there. */
export async function runGraphOn(
  backend: Backend,
  graph: Uint8Array,
  feeds: HostTensors,
  device: string,
): Promise<HostTensors> {
  const runner = await openGraphOn(backend, graph, device);
  try {
    const outputs = await backend.queue.run(() => runner.run(feeds));
    const read = Object.entries(outputs).map(async ([name, tensor]): Promise<[string, HostTensor]> => {
      const { type, dims } = tensor;
      const data = await tensor.read();
      tensor.dispose();
      return [name, { type, dims, data }];
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    await runner.dispose();
  }
}
