/**
 * Images of any format that is read, told by content: for applications whose users open files. A page that reads one
 * format ships less with that format's own subpath.
 *
 * @module
 */
export type { ReadBeside } from './open/companion-file.js';
export type { ImageFile } from './open/image-file.js';
export type { ImageInfo } from './open/image-info.js';
export { type OpenImagesOptions, openImages } from './open/open-images.js';
export type {
  CutSlice,
  DicomOrigin,
  ImageFrames,
  ImageItem,
  OpenedImages,
  RefusedImage,
  SourceVolume,
} from './open/opened-images.js';
export {
  distanceFrom,
  isEven,
  pixelOf,
  type SlicePlane,
  slicePlane,
} from './open/slice-plane.js';
export { volumeSource } from './open/volume-source.js';
