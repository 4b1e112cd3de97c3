import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConvertFacts, convertCheckpoint } from '@medicosam/convert';
import { type Manifest, MedicoSamError } from '@medicosam/core';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';
import type { CacheLayout } from '../cache/cache-layout.js';
import { writing } from '../cache/file-errors.js';
import type { Lock } from '../cache/lock/lock.js';
import type { ModelRecord } from './model-record.js';
import type { PullOptions } from './pull-options.js';
import { RECORD_FILE } from './read-record.js';

/** A checkpoint on disk that is about to become a model. */
export interface Placement {
  readonly name: string;
  /** The checkpoint; its hashes stand in `record`. */
  readonly path: string;
  readonly record: ModelRecord;
  readonly facts: ConvertFacts;
}

/**
 * Converts a checkpoint and puts the model folder in its place, by one rename. What a process that was killed left in
 * the staging folder is removed first.
 *
 * @throws MedicoSamError what `convertCheckpoint` throws, `FILE_UNWRITABLE`, `CACHE_LOCKED`;
 *   `MODEL_CHECKSUM_MISMATCH` where the file was changed since it was hashed.
 */
export async function placeModel(
  { name, path, record, facts }: Placement,
  layout: CacheLayout,
  lock: Lock,
  { storages, lowerings, signal, onProgress }: PullOptions,
): Promise<Manifest> {
  const staging = layout.staging(name);
  await writing(() => rm(staging, { recursive: true, force: true }));
  const folder = join(staging, 'model');
  const sink = new DiskFolderSink(folder);
  const checkpoint = await fileSource(path);
  try {
    const manifest = await convertCheckpoint({
      ...facts,
      id: name,
      checkpoint,
      sink,
      storages,
      lowerings,
      signal,
      onProgress,
      createSha256: () => createHash('sha256'),
    });
    if (manifest.provenance.checkpoint[0]?.sha256 !== record.sha256) throw changed();
    const file = await sink.create(RECORD_FILE);
    await file.write(new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`));
    await file.close();
    await sink.commit();
    await flush(folder);
    await lock.check();
    await writing(async () => {
      await mkdir(layout.models, { recursive: true });
      // No model, or it would have been found: what is left of one that somebody deleted in part.
      await rm(layout.model(name), { recursive: true, force: true });
      await rename(folder, layout.model(name));
    });
    return manifest;
  } finally {
    await checkpoint.close();
    await sink.discard();
    await rm(staging, { recursive: true, force: true });
  }
}

/** A name must not reach the disk before the bytes do. */
async function flush(folder: string): Promise<void> {
  await writing(async () => {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const file = await open(join(entry.parentPath, entry.name), 'r+');
      await file.sync().finally(() => file.close());
    }
  });
}

const changed = () =>
  new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message: 'The checkpoint was changed between the check of its hash and the conversion.',
    hint: 'Call again when nothing writes to the file any more.',
  });
