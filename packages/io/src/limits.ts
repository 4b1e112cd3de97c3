/** How much a reader may take, against files that claim or unfold to more than a machine can hold. */
export interface DecodeLimits {
  /** Most pixels of an image; 100 million when absent. */
  readonly maxPixels?: number | undefined;
  /** Most bytes that a decoder may hold at a time; 1 GiB when absent. */
  readonly maxMemoryBytes?: number | undefined;
}

/** The limits that hold where none are given. */
export const DEFAULT_LIMITS = { maxPixels: 100e6, maxMemoryBytes: 2 ** 30 } as const;
