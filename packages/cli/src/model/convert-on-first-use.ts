import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { convertCheckpoint } from '@medicosam/convert';
import { cacheFolder } from '@medicosam/hub';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { VERSION } from '../version.js';

/**
 * The model folder of a checkpoint file, converted with the converter's defaults where it was not before.
 *
 * A file counts as the same while its path, size and time of change are: to hash 2.5 GB at each start would take
 * longer than a small image takes to segment.
 */
export async function convertOnFirstUse(
  checkpoint: string,
  { output, signal }: CommandContext,
): Promise<string> {
  const { size, mtimeMs } = await stat(checkpoint);
  const key = createHash('sha256')
    .update(JSON.stringify([await realpath(checkpoint), size, mtimeMs, VERSION]))
    .digest('hex')
    .slice(0, 32);
  const folder = join(cacheFolder(), 'converted', key);
  if (await stat(join(folder, 'manifest.json')).catch(() => undefined)) return folder;
  const source = await fileSource(checkpoint);
  const sink = new DiskFolderSink(folder);
  try {
    await convertCheckpoint({
      checkpoint: source,
      sink,
      signal,
      createSha256: () => createHash('sha256'),
      onProgress: (progress) => output.progress('Converting the checkpoint, once', progress),
    });
    await sink.commit();
  } finally {
    await sink.discard();
    await source.close();
  }
  output.note(`The converted model is kept in ${folder}.`);
  return folder;
}
