import type { Affine, PixelVolume, Rescale, VoiWindow, Warning } from '@medicosam/core';
import { orientationOf } from './orientation.js';

/** What is to be known of an image, volume or series. Nothing in it names the patient. */
export interface ImageInfo {
  /** `CT`, `MR`, …; DICOM. */
  readonly modality?: string | undefined;
  readonly description?: string | undefined;
  readonly bodyPart?: string | undefined;
  readonly seriesNumber?: number | undefined;
  readonly seriesUid?: string | undefined;
  readonly studyUid?: string | undefined;
  readonly imageType?: readonly string[] | undefined;
  /** Columns, rows and slices. */
  readonly size: readonly [width: number, height: number, depth: number];
  readonly channels: number;
  /** Frames, pages, or volumes over time, where there are several. */
  readonly frames?: { readonly name: string; readonly count: number } | undefined;
  /** Of values as they are read: `int16`, … */
  readonly type?: string | undefined;
  readonly photometric?: string | undefined;
  /** Of pixels as the file holds them. */
  readonly bits?:
    | { readonly allocated: number; readonly stored: number; readonly signed: boolean }
    | undefined;
  readonly rescale?: Rescale | undefined;
  /** Stored values that stand for no measurement. */
  readonly padding?: { readonly low: number; readonly high: number } | undefined;
  readonly windows?: readonly VoiWindow[] | undefined;
  /** Explanations of the tables (VOI LUT) that the file has in place of a window, or beside it. */
  readonly tables?: readonly string[] | undefined;
  /** Distances of voxel centres along columns, rows and slices, mm. */
  readonly spacing?: readonly number[] | undefined;
  /** Distances of pixel centres in x and y at the detector, mm, where the file states no others. */
  readonly detectorSpacing?: readonly number[] | undefined;
  /** Centre of the first voxel, LPS mm. */
  readonly origin?: readonly number[] | undefined;
  /** Where columns, rows and slices grow to, as three of L R A P S I; of oblique ones the nearest. */
  readonly orientation?: string | undefined;
  /** By how much they are turned from that, degrees. */
  readonly obliqueDegrees?: number | undefined;
  /** Index (i, j, k) to LPS mm, row by row. */
  readonly affine?: Affine | undefined;
  /** What the place was read from: `sform`, `qform` or neither; NIfTI. */
  readonly placement?: string | undefined;
  readonly transferSyntax?: { readonly uid: string; readonly name: string } | undefined;
  readonly lossy?: boolean | undefined;
  /** Of a segmentation of 3D Slicer. */
  readonly segments?: readonly { readonly name: string; readonly labelValue: number }[] | undefined;
  readonly warnings: readonly Warning[];
}

/** What is to be known of values and place, of whatever format. */
export function volumeInfo(
  volume: Omit<PixelVolume, 'data'> & { readonly data?: PixelVolume['data'] | undefined },
  affine: Affine | undefined,
): Omit<ImageInfo, 'warnings'> {
  const { data, width, height, depth, channels, photometric, rescale, windows } = volume;
  return {
    size: [width, height, depth],
    channels: channels ?? 1,
    ...(data && { type: data.constructor.name.replace(/(Clamped)?Array$/, '').toLowerCase() }),
    ...(photometric && { photometric }),
    ...(rescale && { rescale }),
    ...(windows?.length && { windows }),
    ...(affine && { ...orientationOf(affine), affine }),
  };
}
