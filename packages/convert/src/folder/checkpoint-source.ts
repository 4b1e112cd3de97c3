import type { ByteSource, LoadOptions, Manifest, ModelSource } from '@medicosam/core';
import { convertCheckpoint } from './convert-checkpoint.js';
import type { ConvertFacts, Storage } from './convert-options.js';
import type { CreateSha256 } from './hashing.js';
import { MemoryFolder } from './memory-folder.js';

/** What {@link checkpointSource} may be told. */
export interface CheckpointSourceOptions extends ConvertFacts {
  /** `fp32` when absent. */
  readonly storage?: Storage | undefined;
  readonly createSha256?: CreateSha256 | undefined;
}

/**
 * A model made from a checkpoint on first use: nothing is read before `manifest()` or `open()` is called, and
 * the converted folder stays in memory (about the size of the weights in their storage) for as long as the
 * source is held. To keep it on a disk instead, use {@link convertCheckpoint} with a sink of your own.
 *
 * @throws MedicoSamError on first use: `CHECKPOINT_UNREADABLE`, `CHECKPOINT_UNSAFE`, `CHECKPOINT_UNKNOWN_KEY`,
 *   `CHECKPOINT_INCOMPLETE`, `CHECKPOINT_SHAPE`; the signal's reason when aborted.
 */
export function checkpointSource(
  checkpoint: ByteSource | readonly ByteSource[],
  options: CheckpointSourceOptions = {},
): ModelSource {
  let conversion: Promise<MemoryFolder> | undefined;
  const converted = (load?: LoadOptions): Promise<MemoryFolder> => {
    conversion ??= convertInMemory(checkpoint, options, load).catch((error: unknown) => {
      // A failed or aborted conversion leaves nothing behind: the next call begins anew.
      conversion = undefined;
      throw error;
    });
    return conversion;
  };
  return {
    manifest: async (load): Promise<Manifest> => (await converted(load)).manifest(),
    open: async (file, load): Promise<ByteSource> => (await converted(load)).open(file),
  };
}

async function convertInMemory(
  checkpoint: ByteSource | readonly ByteSource[],
  { storage = 'fp32', ...facts }: CheckpointSourceOptions,
  load?: LoadOptions,
): Promise<MemoryFolder> {
  const folder = new MemoryFolder();
  await convertCheckpoint({ ...facts, ...load, checkpoint, sink: folder, storages: [storage] });
  return folder;
}
