import type { DataType } from './graph.js';

/** Bytes of one value of each element type. */
const BYTES_PER_ELEMENT = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
} as const satisfies Record<DataType, number>;

/** How many values a tensor of these sizes has; 1 for a scalar. */
export const countElements = (dims: readonly number[]): number =>
  dims.reduce((product, dim) => product * dim, 1);

/** How many bytes a tensor of these sizes takes. */
export const byteLength = (type: DataType, dims: readonly number[]): number =>
  countElements(dims) * BYTES_PER_ELEMENT[type];
