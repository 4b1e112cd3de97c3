import { byteLength, countElements } from '../graph/data-types.js';
import type { DataType } from '../graph/graph.js';
import { type KnownValue, MAX_VALUES } from './value.js';

type Reader = (view: DataView, index: number) => number;

/** How values are read, without regard to alignment. */
const READERS: Partial<Record<DataType, Reader>> = {
  float32: (view, i) => view.getFloat32(4 * i, true),
  float64: (view, i) => view.getFloat64(8 * i, true),
  int64: (view, i) => Number(view.getBigInt64(8 * i, true)),
  int32: (view, i) => view.getInt32(4 * i, true),
  int8: (view, i) => view.getInt8(i),
  uint8: (view, i) => view.getUint8(i),
  bool: (view, i) => view.getUint8(i),
};

/** A constant with its values, if it is small enough to be a shape. */
export function constantValue(type: DataType, dims: readonly number[], data: Uint8Array): KnownValue {
  const count = countElements(dims);
  const read = READERS[type];
  if (!read || !(count <= MAX_VALUES) || data.length !== byteLength(type, dims)) return { type, dims };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { type, dims, values: Array.from({ length: count }, (_, i) => read(view, i)) };
}
