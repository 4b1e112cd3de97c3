import { type LoadOptions, type Manifest, MedicoSamError } from '@medicosam/core';
import { createSHA256 } from 'hash-wasm';
import { namedFiles } from '../../models/named-files.js';
import { platform } from '../../platform.js';
import type { CallerSource } from '../realm/caller-source.js';
import type { Tasks } from '../realm/messages.js';
import type { HubFiles } from '../storage/hub-files.js';
import { ModelSink } from './model-sink.js';

const CHUNK_BYTES = 4 << 20;

/** Copies a model, file by file, each held against its hash. */
export async function copyIntoModel(
  { name, generation, manifest }: Tasks['copy']['args'],
  source: CallerSource,
  files: HubFiles,
  onProgress: NonNullable<LoadOptions['onProgress']>,
): Promise<Manifest> {
  const sink = new ModelSink(files, name, generation);
  const named = [...namedFiles(manifest)];
  const totalBytes = manifest.weights.reduce((sum, { bytes }) => sum + bytes, 0);
  let loadedBytes = 0;
  const sha256 = await createSHA256();
  for (const [file, expected] of named) {
    const isWeights = manifest.weights.some((weights) => weights.file === file);
    const size = await source.sizeOf(file);
    const out = await sink.create(file);
    sha256.init();
    try {
      for (let offset = 0; offset < size; ) {
        const bytes = await source.read(file, offset, Math.min(CHUNK_BYTES, size - offset));
        sha256.update(bytes);
        await out.write(bytes);
        offset += bytes.length;
        if (isWeights) loadedBytes += bytes.length;
        onProgress({ stage: 'read', fraction: loadedBytes / totalBytes, loadedBytes, totalBytes });
      }
    } finally {
      await out.close();
    }
    if (sha256.digest('hex') !== expected) throw differs(file);
  }
  const out = await sink.create('manifest.json');
  try {
    await out.write(new platform.TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
  } finally {
    await out.close();
  }
  await sink.commit(null);
  return manifest;
}

const differs = (file: string) =>
  new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message: `${file} of the model that was to be copied is not what its manifest says.`,
    hint: 'Install or fetch the model again.',
    details: { file },
  });
