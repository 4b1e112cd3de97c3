export * from './contract/backend.js';
export * from './contract/part-names.js';
export * from './contract/sources.js';
export * from './contract/tensor.js';
export * from './errors/codes.js';
export * from './errors/medicosam-error.js';
export type {
  Geometry,
  PixelData,
  PixelImage,
  PixelVolume,
  Rescale,
  VoiWindow,
} from './image/pixel-image.js';
export * from './manifest/schema.js';
export type { BinaryMask } from './mask/binary-mask.js';
export type { Contour } from './mask/contours.js';
export type { Mask } from './mask/mask.js';
export type { CompressedRle, Rle } from './mask/rle.js';
export type { ImageEmbedding, ImageTransform } from './model/image-embedding.js';
export type { AbortSignalLike } from './platform.js';
export * from './predictor/predictor.js';
export * from './prompt/prompt.js';
export type { Priority, Queue, QueueOptions } from './queue/queue.js';
