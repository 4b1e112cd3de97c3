/**
 * COCO files for object detection in and out: masks as run lengths, in JSON.
 *
 * @module
 */
export type { CocoAnnotation, CocoCategory, CocoDataset, CocoImage } from './coco/coco-dataset.js';
export type {
  CocoFile,
  CocoFileAnnotation,
  CocoFileCategory,
  CocoFileImage,
  CocoFileSegmentation,
} from './coco/coco-file.js';
export type { CocoAnnotationToWrite, CocoImageToWrite, WriteCocoOptions } from './coco/coco-to-write.js';
export { readCoco } from './coco/read-coco.js';
export { writeCoco } from './coco/write-coco.js';
export { DEFAULT_LIMITS, type DecodeLimits } from './limits.js';
