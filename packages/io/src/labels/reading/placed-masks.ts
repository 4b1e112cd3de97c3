import type { BinaryMask } from '@medicosam/core';
import type { PlacedMask } from '../labelled-object.js';

/** Masks by slice across k, in the order of slices. */
export const placedMasks = (slices: ReadonlyMap<number, BinaryMask> = new Map()): PlacedMask[] =>
  [...slices].sort(([a], [b]) => a - b).map(([index, mask]) => ({ index, mask }));
