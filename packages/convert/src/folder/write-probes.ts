import type { Manifest } from '@medicosam/core';
import { writeGraph } from '@medicosam/onnx';
import type { NetworkDescription } from '../describe/index.js';
import { buildProbes } from '../probes/index.js';
import type { Storage } from './convert-options.js';
import type { FolderSink } from './folder-sink.js';
import { type CreateSha256, sha256Of } from './hashing.js';

/**
 * Writes the probes of a network, for each lowering and storage that its graphs have: a graph and a values file
 * each, of a few kB.
 *
 * @throws MedicoSamError what the sink throws.
 */
export async function writeProbes(
  network: NetworkDescription,
  lowerings: readonly string[],
  storages: readonly Storage[],
  sink: FolderSink,
  createSha256: CreateSha256,
): Promise<Manifest['probes']> {
  const written: Manifest['probes'] = [];
  for (const storage of storages) {
    for (const lowering of lowerings) {
      for (const { name, graph, values, tolerance } of buildProbes(network, lowering, storage)) {
        const stem = `probes/${name}.${lowering}.${storage}`;
        const bytes = writeGraph(graph);
        await writeFile(sink, `${stem}.onnx`, bytes);
        await writeFile(sink, `${stem}.safetensors`, values);
        written.push({
          name,
          lowering,
          storage,
          file: `${stem}.onnx`,
          sha256: sha256Of(bytes, createSha256),
          values: `${stem}.safetensors`,
          valuesSha256: sha256Of(values, createSha256),
          tolerance,
        });
      }
    }
  }
  return written;
}

async function writeFile(sink: FolderSink, file: string, bytes: Uint8Array): Promise<void> {
  const open = await sink.create(file);
  try {
    await open.write(bytes);
  } finally {
    await open.close();
  }
}
