/**
 * NRRD volumes in and out, and 3D Slicer's segmentations (`.seg.nrrd`), synchronously.
 *
 * @module
 */
export { isNrrd } from './nrrd/nrrd-header.js';
export { type NrrdFile, type NrrdOptions, readNrrd } from './nrrd/read-nrrd.js';
export type { Rgb } from './nrrd/segment-colours.js';
export type { Segment } from './nrrd/segments.js';
export { type WriteNrrdOptions, writeNrrd } from './nrrd/write-nrrd.js';
export { type SegmentDescription, type WriteSegNrrdOptions, writeSegNrrd } from './nrrd/write-seg-nrrd.js';
export { DEFAULT_VOLUME_LIMITS, type VolumeLimits } from './volume-limits.js';
