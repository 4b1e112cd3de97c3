import { addSizes, leastSize, type Size, subtractSizes } from './size.js';

/** What a slice takes of one axis. */
export interface SliceRange {
  readonly size: Size;
  /** Which elements, where the axis is of a known size. */
  readonly indices?: readonly number[];
}

/** The part from `start` to before `end` of an axis; both are clamped to it, negative ones count from its end. */
export function sliceRange(size: Size, start: Size, end: Size, step: Size): SliceRange {
  if (typeof start !== 'number' || typeof end !== 'number' || typeof step !== 'number' || step === 0) {
    return { size: undefined };
  }
  if (typeof size === 'number') return numericRange(size, start, end, step);
  if (step !== 1) return { size: undefined };
  const from = position(size, start);
  const to = position(size, end);
  const length = subtractSizes(to, from);
  return { size: leastSize(length) >= 0 ? length : undefined };
}

function numericRange(size: number, start: number, end: number, step: number): SliceRange {
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (value: number) => Math.min(Math.max(value < 0 ? value + size : value, low), high);
  // A reverse slice may start at the last element and end before the first.
  const from = step > 0 ? clamp(start) : Math.min(Math.max(start < 0 ? start + size : start, 0), high);
  const length = Math.max(0, Math.ceil((clamp(end) - from) / step));
  if (size > MAX_INDICES) return { size: length };
  return { size: length, indices: Array.from({ length }, (_, i) => from + i * step) };
}

/** Only shapes are followed by value, and shapes are short. */
const MAX_INDICES = 256;

/** Where a bound lies on an axis of free size, if that is the same for every size that the axis can have. */
function position(size: Size, bound: number): Size {
  const least = leastSize(size);
  if (bound >= END) return size;
  if (bound >= 0) return bound <= least ? bound : undefined;
  return -bound <= least ? addSizes(size, bound) : undefined;
}

/** Exporters write "to the end" as the largest int64 or int32. */
const END = 2 ** 31 - 1;
