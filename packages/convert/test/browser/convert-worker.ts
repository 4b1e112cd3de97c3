// Runs in a Chromium worker: a checkpoint in, the files of its model folder out.
import { blobSource, convertCheckpoint, MemoryFolder, type NetworkOverrides } from '@medicosam/convert';

interface Scope {
  onmessage: (event: { data: { blob: Blob; network: NetworkOverrides } }) => void;
  postMessage(message: unknown): void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data }) => {
  try {
    const sink = new MemoryFolder();
    await convertCheckpoint({
      checkpoint: blobSource(data.blob),
      sink,
      storages: ['fp32', 'w16'],
      id: 'mini',
      network: data.network,
    });
    scope.postMessage({ files: Object.fromEntries(sink.files) });
  } catch (error) {
    scope.postMessage({ error: String(error) });
  }
};
