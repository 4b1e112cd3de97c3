import type { Vector3, VoiWindow } from '@medicosam/core';

/** Arrays that Cornerstone shows. */
export type ShownValues = Uint8Array | Int16Array | Uint16Array | Float32Array;

/** A slice as it is shown. */
export interface SeriesSlice {
  /** Real values, so that windows and readings are in HU where there are such; of colour, R, G and B in turn. */
  readonly data: ShownValues;
  readonly low: number;
  readonly high: number;
  /** The file's own, the preferred one first. */
  readonly windows: readonly VoiWindow[];
  /** What has been applied to the stored values already. */
  readonly rescale: {
    readonly slope: number;
    readonly intercept: number;
    readonly unit?: string | undefined;
  };
  /** Centre of its first pixel, LPS mm. */
  readonly origin: Vector3;
}

/** The images of a series, in the order of its source's slices. */
export interface ImageSeries {
  /** What a file says of itself, or its format. */
  readonly name: string;
  /** `CT`, `MR`, …; the format where a file names none. */
  readonly kind: string;
  /** Of DICOM. */
  readonly modality?: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly isInverse: boolean;
  readonly slices: readonly SeriesSlice[];
  /** Unit vectors along which x and y grow. */
  readonly row: Vector3;
  readonly column: Vector3;
  /** Distance of pixel centres along x and y, and of slices, mm. */
  readonly spacing: Vector3;
  /** Whether files say where the images lie; else they lie in a row, in no patient. */
  readonly isPlaced: boolean;
  /** Whether slices are evenly stacked along their normal, so that they can be cut across. */
  readonly isEven: boolean;
  readonly frameOfReference?: string | undefined;
  /** What is odd, for people. */
  readonly warnings: readonly string[];
}
