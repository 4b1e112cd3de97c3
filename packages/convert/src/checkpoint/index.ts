export { type BlobLike, type BlobSlice, blobSource } from '@medicosam/core';
export type { Checkpoint, StoredTensor, StoredType } from './checkpoint.js';
export type { CheckpointLimits } from './limits.js';
export { type OpenCheckpointOptions, openCheckpoint } from './open-checkpoint.js';
export { overlay } from './overlay.js';
