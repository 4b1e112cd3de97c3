import type { SliceAxis } from '@medicosam/core';
import type { LabelledObject, PlacedMask } from '../../src/labels.js';

/** How many voxels there are along i, j and k. */
export type Sizes = readonly [number, number, number];

/** Which indices the pixels of a slice run along, written out. */
const PIXEL_TO_INDEX: Readonly<Record<SliceAxis, (x: number, y: number, slice: number) => Sizes>> = {
  k: (x, y, slice) => [x, y, slice],
  j: (x, y, slice) => [x, slice, y],
  i: (x, y, slice) => [slice, x, y],
};

export const SLICE_SIZE: Readonly<Record<SliceAxis, (sizes: Sizes) => Sizes>> = {
  k: ([w, h, d]) => [w, h, d],
  j: ([w, h, d]) => [w, d, h],
  i: ([w, h, d]) => [h, d, w],
};

/** The voxels inside an object, as `i j k`, sorted. */
export function voxelsOf({ masks }: Pick<LabelledObject, 'masks'>): string[] {
  const found = new Set<string>();
  for (const { axis = 'k', index, mask } of masks) {
    mask.bits.forEach((bit, at) => {
      if (bit === 0) return;
      found.add(PIXEL_TO_INDEX[axis](at % mask.width, Math.floor(at / mask.width), index).join(' '));
    });
  }
  return [...found].sort();
}

/** A mask on a slice, of the pixels that are given. */
export function maskOn(
  sizes: Sizes,
  axis: SliceAxis,
  index: number,
  pixels: readonly (readonly [x: number, y: number])[],
): PlacedMask {
  const [width, height] = SLICE_SIZE[axis](sizes);
  const bits = new Uint8Array(width * height);
  for (const [x, y] of pixels) bits[y * width + x] = 1;
  return { axis, index, mask: { bits, width, height } };
}
