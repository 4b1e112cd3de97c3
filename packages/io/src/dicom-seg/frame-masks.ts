import { formatInvalid } from '../format-errors.js';
import type { ReadSegment } from './read-segment-item.js';

/** Where the bits of a segment's mask on a slice are; empty ones where there were none. */
export function bitsOf(
  { mask }: ReadSegment,
  slice: number,
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  const known = mask.get(slice);
  if (known) return known.bits;
  const { width, height } = size;
  const bits = new Uint8Array(width * height);
  mask.set(slice, { bits, width, height });
  return bits;
}

/**
 * Adds a frame of one segment: what is at least half of `full` is inside.
 *
 * @returns whether a value lies between none and all.
 */
export function addFractions(data: ArrayLike<number>, full: number, bits: Uint8Array): boolean {
  let isBetween = false;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (2 * value >= full) bits[i] = 1;
    if (value > 0 && value < full) isBetween = true;
  }
  return isBetween;
}

/**
 * Adds a frame whose values are numbers of segments.
 *
 * @throws MedicoSamError `FORMAT_INVALID` for a number that no segment has.
 */
export function addLabels(
  data: ArrayLike<number>,
  background: number,
  byNumber: ReadonlyMap<number, ReadSegment>,
  bitsOfSegment: (segment: ReadSegment) => Uint8Array,
): void {
  let last = background;
  let bits: Uint8Array | undefined;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (value === background) continue;
    if (value !== last || bits === undefined) {
      const segment = byNumber.get(value);
      if (segment === undefined) {
        throw formatInvalid('DICOM', `has pixels of a segment (${value}) that it does not describe`);
      }
      [last, bits] = [value, bitsOfSegment(segment)];
    }
    bits[i] = 1;
  }
}
