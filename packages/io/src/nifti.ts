/**
 * NIfTI volumes in and out, synchronously.
 *
 * @module
 */
export type { NiftiPlace, NiftiPlacement } from './nifti/nifti-geometry.js';
export type { NiftiHeader } from './nifti/nifti-header.js';
export { isNifti, type NiftiFile, type NiftiOptions, readNifti } from './nifti/read-nifti.js';
export { type WriteNiftiOptions, writeNifti } from './nifti/write-nifti.js';
export { DEFAULT_VOLUME_LIMITS, type VolumeLimits } from './volume-limits.js';
export type { StoredType } from './voxels/stored-type.js';
