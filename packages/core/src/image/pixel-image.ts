/** Typed arrays that hold stored pixel values. */
export type PixelData =
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A VOI window as a file gives it (DICOM PS3.3 C.11.2). */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly function?: 'linear' | 'linear-exact' | 'sigmoid' | undefined;
  readonly explanation?: string | undefined;
}

/** Where an image or volume lies in the patient, in LPS millimetres. */
export interface Geometry {
  /** LPS position of the centre of the first voxel, mm. */
  readonly origin: readonly [number, number, number];
  /** Distance of voxel centres along columns (x), rows (y) and slices (z), mm. */
  readonly spacing: readonly [number, number, number];
  /** Row-major 3 × 3: column k is the unit vector along which index k grows. */
  readonly direction: readonly [number, number, number, number, number, number, number, number, number];
  readonly frameOfReference?: string | undefined;
}

/** Stored value → real value: `slope · stored + intercept`, as the modality LUT or a NIfTI header says. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  /** Unit of the real value: `HU`, … */
  readonly unit?: string | undefined;
}

/**
 * A 2D image as it was stored, never a rendered canvas.
 *
 * `data` is row-major and interleaved: value of (x, y, channel) at `(y · width + x) · channels + channel`.
 * Pixel centres are at integers. The DOM's `ImageData` fits by shape (with `channels` absent it is derived from
 * the length); of 4 channels the last is alpha and ignored.
 */
export interface PixelImage {
  readonly data: PixelData;
  readonly width: number;
  readonly height: number;
  /** 1, 3 or 4; derived from the length of `data` when absent. */
  readonly channels?: number | undefined;
  readonly rescale?: Rescale | undefined;
  /** `MONOCHROME1` is inverted last, unless the values came already inverted. */
  readonly photometric?: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB' | undefined;
  readonly geometry?: Geometry | undefined;
  /** Windows that came with the image, the preferred one first, in real values. */
  readonly windows?: readonly VoiWindow[] | undefined;
}

/** A stack of slices of one size and geometry; `data` holds slice after slice. */
export interface PixelVolume extends PixelImage {
  readonly depth: number;
}
