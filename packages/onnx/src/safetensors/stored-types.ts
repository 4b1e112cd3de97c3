import type { WeightEntry } from '../graph/weights-layout.js';

/** An element type of a weights file. */
export type StoredType = WeightEntry['type'];

/** The names of element types in the header of a safetensors file. */
export const STORED_NAMES = {
  float32: 'F32',
  float16: 'F16',
  int8: 'I8',
  uint8: 'U8',
} as const satisfies Record<StoredType, string>;

/** Bytes of one value. */
export const BYTES_PER_VALUE = { float32: 4, float16: 2, int8: 1, uint8: 1 } as const satisfies Record<
  StoredType,
  number
>;
