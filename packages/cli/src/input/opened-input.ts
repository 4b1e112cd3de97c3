import type { Affine, Geometry, PixelImage, SliceAxis, Vector3, Warning } from '@medicosam/core';
import type { ErrorReport } from '../errors.js';
import type { ItemInfo } from './item-info.js';

/** A file, folder or archive that was opened. */
export interface OpenedInput {
  /** For people: `DICOM`, `NIfTI`, `ZIP of DICOM`, … */
  readonly format: string;
  /** Its images, volumes or series; people count them from 1, in this order. */
  readonly items: readonly InputItem[];
  /** Files of a folder or archive that were not read. */
  readonly refused: readonly (ErrorReport & { readonly file: string })[];
  /** What is odd about the whole. */
  readonly warnings: readonly Warning[];
}

/** One image, volume or series of an input. */
export interface InputItem {
  readonly seriesUid?: string | undefined;
  /** A few words, for a list to choose from. */
  readonly title: string;
  /** What is to be known of it; of DICOM, one frame is decoded for it. */
  describe(): Promise<ItemInfo>;
  /** What it is made of, each an image or volume of its own: frames, pages, or volumes over time. */
  readonly frames?: InputFrames | undefined;
  /** All of it as one volume, an image as one of a single slice; absent where a frame has to be chosen. */
  read?(): Promise<SourceVolume>;
}

/** What `--frame` chooses of. */
export interface InputFrames {
  readonly count: number;
  /** For people: `frames`, `pages`, `volumes`. */
  readonly name: string;
  /** @param index - from 0. @throws MedicoSamError `INVALID_ARGUMENT` when there is no such frame. */
  read(index: number): Promise<SourceVolume>;
}

/** A volume that slices are cut from, and where it lies. */
export interface SourceVolume {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly geometry?: Geometry | undefined;
  /** Index (i, j, k) to LPS mm; absent where the file states no place. */
  readonly affine?: Affine | undefined;
  /** Exact centre of the first pixel of each slice, LPS mm, where the file states them one by one. */
  readonly positions?: readonly Vector3[] | undefined;
  readonly warnings: readonly Warning[];
  /**
   * One slice, with its rescale and windows; of a DICOM series no other file is decoded for one as stored.
   *
   * @throws MedicoSamError as the reader of the format does.
   */
  cut(axis: SliceAxis, index: number): Promise<CutSlice>;
}

/** A slice, and what is odd about it beside what is odd about its volume. */
export interface CutSlice {
  readonly image: PixelImage;
  readonly warnings: readonly Warning[];
}
