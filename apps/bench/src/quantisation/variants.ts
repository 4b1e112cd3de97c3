import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ConvertOptions, convertCheckpoint, type Storage } from '@medicosam/convert';
import type { ModelSource } from '@medicosam/core';
import { DiskFolderSink, fileSource, folderSource } from '@medicosam/onnx-node';
import { ModelFolder } from '../cases/model-folder.js';

/** One way in which a checkpoint is stored. */
interface Variant {
  readonly name: string;
  readonly storage: Storage;
  /** Of `int8`: what stays in float; what the converter chooses when absent. */
  readonly keepFloat?: ConvertOptions['keepFloat'];
}

/** A variant on disk. */
export interface WrittenVariant extends Variant {
  readonly folder: ModelFolder;
  readonly source: ModelSource;
  readonly bytes: number;
}

/** Whether a layer is of the image encoder, by its name in the weights file. */
export const isOfEncoder = (layer: string): boolean => layer.startsWith('encoder/');

/** The storages that a converter's user gets, and what 8 bits do to what `int8` leaves in float. */
export const VARIANTS: readonly Variant[] = [
  { name: 'fp32', storage: 'fp32' },
  { name: 'w16', storage: 'w16' },
  { name: 'int8', storage: 'int8' },
  { name: 'int8, of all the encoder', storage: 'int8', keepFloat: (layer) => !isOfEncoder(layer) },
  { name: 'int8, of the decoder alone', storage: 'int8', keepFloat: isOfEncoder },
];

/** Writes variants of a checkpoint (of several files, each laid over the ones before) into folders of their own. */
export async function writeVariants(
  checkpoints: readonly string[],
  variants: readonly Variant[],
  scratch: string,
): Promise<WrittenVariant[]> {
  const sources = await Promise.all(checkpoints.map((file) => fileSource(file)));
  const written: WrittenVariant[] = [];
  for (const [i, variant] of variants.entries()) {
    const folder = join(scratch, `${i}`);
    const sink = new DiskFolderSink(folder);
    const { storage, keepFloat } = variant;
    const manifest = await convertCheckpoint({
      checkpoint: sources,
      sink,
      storages: [storage],
      keepFloat,
      createSha256: () => createHash('sha256'),
    });
    await sink.commit();
    written.push({
      ...variant,
      folder: new ModelFolder(folder, manifest),
      source: folderSource(folder),
      bytes: manifest.weights.reduce((sum, { bytes }) => sum + bytes, 0),
    });
  }
  await Promise.all(sources.map((source) => source.close()));
  return written;
}
