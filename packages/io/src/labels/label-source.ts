import type { SourceVolume } from '../open/opened-images.js';

/** What labels take over from the image or volume that they are of. */
export type LabelSource = Pick<
  SourceVolume,
  'width' | 'height' | 'depth' | 'geometry' | 'affine' | 'positions' | 'dicom'
>;
