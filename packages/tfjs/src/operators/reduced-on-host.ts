import type { HostData } from '../value.js';
import { allocate, sizeOf, stridesOf } from './host-arrays.js';

/** How values are combined, from `first` on, and what becomes of the result of `count` values. */
export interface Combination {
  readonly first: number;
  readonly combine: (sum: number, value: number) => number;
  readonly finish?: (sum: number, count: number) => number;
}

/** Combines the values along axes, for shapes that are computed from several. */
export function reducedOnHost(
  { type, dims, data }: HostData,
  axes: readonly number[],
  isKept: boolean,
  { first, combine, finish = (sum) => sum }: Combination,
): HostData {
  const kept = dims.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const into = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const strides = stridesOf(dims);
  const sums = new Float64Array(sizeOf(kept)).fill(first);
  for (const [index, value] of data.entries()) {
    const at = dims.reduce(
      (sum, size, axis) => sum + (Math.floor(index / (strides[axis] ?? 1)) % size) * (into[axis] ?? 0),
      0,
    );
    sums[at] = combine(sums[at] ?? first, value);
  }
  const result = allocate(type, sums.length);
  const count = data.length / Math.max(sums.length, 1);
  for (const [at, sum] of sums.entries()) result[at] = finish(sum, count);
  return { type, dims: isKept ? kept : dims.filter((_, axis) => !axes.includes(axis)), data: result };
}
