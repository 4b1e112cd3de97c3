import { type BlobLike, type ByteSource, blobSource, bytesSource } from '@medicosam/core';
import type { Checkpoint } from './checkpoint.js';
import { openContainer } from './containers/open-container.js';
import { type CheckpointLimits, DEFAULT_LIMITS } from './limits.js';
import { findStateDict } from './state-dict/find-state-dict.js';
import { mergeLora } from './state-dict/merge-lora.js';
import { selectTensors } from './state-dict/select-tensors.js';

/** What {@link openCheckpoint} may be told. */
export interface OpenCheckpointOptions {
  /** Bounds for files that are larger than any known ones; see {@link CheckpointLimits}. */
  readonly limits?: Partial<CheckpointLimits> | undefined;
}

/**
 * Opens a checkpoint: a torch zip file, a legacy torch file or safetensors, told apart by their content. Only the
 * file's structure is read; tensors follow when they are asked for, one by one. Nothing in the file is executed.
 *
 * The source stays the caller's, who closes it when no tensor will be read any more.
 *
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE`; `CHECKPOINT_UNSAFE`, naming the global, when tensors could
 *   only be reached through an object that is not on the allow-list; `CHECKPOINT_UNKNOWN_KEY` and
 *   `CHECKPOINT_SHAPE` for low-rank updates that fit no layer.
 * @example
 * const checkpoint = await openCheckpoint(file); // a `File` that was dropped on the page
 * const bias = await checkpoint.tensors.get('image_encoder.patch_embed.proj.bias')?.read();
 */
export async function openCheckpoint(
  source: ByteSource | BlobLike | Uint8Array,
  options: OpenCheckpointOptions = {},
): Promise<Checkpoint> {
  const container = await openContainer(toByteSource(source), { ...DEFAULT_LIMITS, ...options.limits });
  const found = findStateDict(container.root);
  const selected = selectTensors(found, container.tensor);
  const merged = mergeLora(selected.tensors);
  return {
    container: container.kind,
    at: found.at,
    prefix: selected.prefix,
    tensors: merged.tensors,
    decoderTensors: selected.decoderTensors,
    notes: [...selected.notes, ...merged.notes],
  };
}

function toByteSource(source: ByteSource | BlobLike | Uint8Array): ByteSource {
  if (source instanceof Uint8Array) return bytesSource(source);
  return 'read' in source ? source : blobSource(source);
}
