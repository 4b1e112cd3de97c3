import type { PixelData } from '@medicosam/core';

/**
 * One volume of values that lie along several axes.
 *
 * @param sizes - values along each axis, the fastest first
 * @param axes - those of the volume, the fastest of the result first; −1 is one of size 1
 * @param index - which volume: counts through the other axes, the fastest first
 */
export function gatherVolume(
  all: PixelData,
  sizes: readonly number[],
  axes: readonly number[],
  index: number,
): PixelData {
  const strides = sizes.map((_, axis) => sizes.slice(0, axis).reduce((product, size) => product * size, 1));
  let start = 0;
  let rest = index;
  for (const [axis, size] of sizes.entries()) {
    if (axes.includes(axis)) continue;
    start += (rest % size) * (strides[axis] as number);
    rest = Math.floor(rest / size);
  }
  const used = axes.filter((axis) => axis >= 0);
  const counts = used.map((axis) => sizes[axis] as number);
  const length = counts.reduce((product, count) => product * count, 1);
  const out = all.slice(0, length);
  const steps = used.map((axis) => strides[axis] as number);
  const [row = 1, step = 1] = [counts[0], steps[0]];
  const position = counts.map(() => 0);
  for (let to = 0, from = start; to < length; ) {
    for (let i = 0, at = from; i < row; i++, at += step) out[to++] = all[at] as number;
    for (let axis = 1; axis < counts.length; axis++) {
      from += steps[axis] as number;
      position[axis] = (position[axis] as number) + 1;
      if ((position[axis] as number) < (counts[axis] as number)) break;
      from -= (counts[axis] as number) * (steps[axis] as number);
      position[axis] = 0;
    }
  }
  return out;
}
