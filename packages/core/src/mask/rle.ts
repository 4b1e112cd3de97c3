/** COCO's uncompressed run lengths: column-major, beginning with the count of zeros. `size` is [height, width]. */
export interface Rle {
  readonly size: readonly [height: number, width: number];
  readonly counts: readonly number[];
}

/** COCO's compressed run lengths: the counts as a string of printable characters. */
export interface CompressedRle {
  readonly size: readonly [height: number, width: number];
  readonly counts: string;
}
