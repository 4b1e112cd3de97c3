import type { Affine, Geometry, PixelImage, PixelVolume, SliceAxis, Vector3, Warning } from '@medicosam/core';
import type { DicomInput, DicomStack } from '../dicom.js';
import type { ImageInfo } from './image-info.js';

/** A file, a series of files or an archive that was opened. Little is decoded yet. */
export interface OpenedImages {
  /** For people: `DICOM`, `NIfTI`, `ZIP of DICOM`, … */
  readonly format: string;
  /** Its images, volumes or series; people count them from 1, in this order. */
  readonly items: readonly ImageItem[];
  /** Those of several files, or of an archive, that were not read. */
  readonly refused: readonly RefusedImage[];
  /** What is odd about the whole. */
  readonly warnings: readonly Warning[];
}

/** A file that was not read, and why. */
export interface RefusedImage {
  /** Its path. */
  readonly file: string;
  /** A code of `docs/errors.md`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** One image, volume or series of an input. */
export interface ImageItem {
  readonly seriesUid?: string | undefined;
  /** A few words, for a list to choose from. */
  readonly title: string;
  /** What is to be known of it; of DICOM, one frame is decoded for it. */
  describe(): Promise<ImageInfo>;
  /** What it is made of, each an image or volume of its own: frames, pages, or volumes over time. */
  readonly frames?: ImageFrames | undefined;
  /** All of it as one volume, an image as one of a single slice; absent where a frame has to be chosen. */
  read?(): Promise<SourceVolume>;
}

/** Images or volumes that are counted in the order of their file. */
export interface ImageFrames {
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
  /** Of DICOM whose slices have a place: what labels of it refer to, and are found by. */
  readonly dicom?: DicomOrigin | undefined;
  /**
   * All of it, decoded. Where `geometry` is absent only `affine` says where it lies.
   *
   * @throws MedicoSamError as the reader of the format does.
   */
  read(): Promise<PixelVolume>;
  /**
   * One slice, with its rescale and windows; of a DICOM series no other file is decoded for one as stored.
   *
   * @throws MedicoSamError as the reader of the format does.
   */
  cut(axis: SliceAxis, index: number): Promise<CutSlice>;
}

/** The series that a volume is; `readSegSource`, `readDicomSeg` and `readRtStruct` take it. */
export interface DicomOrigin extends Pick<DicomStack, 'slices' | 'affine' | 'facts'> {
  /** The files that `slices` count. */
  readonly files: readonly DicomInput[];
}

/** A slice, and what is odd about it beside what is odd about its volume. */
export interface CutSlice {
  readonly image: PixelImage;
  readonly warnings: readonly Warning[];
}
