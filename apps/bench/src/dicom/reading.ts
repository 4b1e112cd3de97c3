/** What reading a series cost in one process. */
export interface Reading {
  /** Wall time of the first read and of a second one. */
  readonly milliseconds: readonly [number, number];
  /** Processor seconds of the first read, of all threads. */
  readonly cpuSeconds: number;
  /** Largest resident set up to the end of the first read. */
  readonly peakMb: number;
  /** Slices, rows, columns. */
  readonly shape: readonly number[];
  /** CRC-32 of the samples, little endian. */
  readonly crc: number;
  readonly mean: number;
  /** Index (i, j, k) to LPS mm, row by row. */
  readonly affine: readonly number[];
}
