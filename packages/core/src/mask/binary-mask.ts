/** A mask of one object, one byte a pixel: 0 outside, 1 inside. Row-major. */
export interface BinaryMask {
  readonly bits: Uint8Array;
  readonly width: number;
  readonly height: number;
}
