import type { BinaryMask, SliceAxis } from '@medicosam/core';
import type { Code } from '../dicom-seg/codes.js';
import type { Rgb } from '../nrrd/segment-colours.js';

/** A mask on one slice of a volume, in the slice's pixels as core's `sliceVolume` cuts it. */
export interface PlacedMask {
  /** The index that the slice is cut across; `k` when absent. */
  readonly axis?: SliceAxis | undefined;
  /** Which slice, from 0. */
  readonly index: number;
  readonly mask: BinaryMask;
}

/** An object of an image or volume, with its masks on as many slices as it has some. */
export interface LabelledObject {
  /** For people. */
  readonly name?: string | undefined;
  /** sRGB, 0 to 1. */
  readonly colour?: Rgb | undefined;
  /** A voxel inside any of them is inside the object. */
  readonly masks: readonly PlacedMask[];
  /** What it is, in DICOM's terms; see `segmentCodes` of `@medicosam/io/dicom-seg`. */
  readonly category?: Code | undefined;
  readonly type?: Code | undefined;
  /** How sure its maker is of it, 0 to 1; COCO has a place for it. */
  readonly score?: number | undefined;
}
