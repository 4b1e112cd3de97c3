import { type BinaryMask, MedicoSamError, SLICE_INDICES, type SliceAxis } from '@medicosam/core';
import type { LabelSource } from './label-source.js';
import type { LabelledObject, PlacedMask } from './labelled-object.js';

type VolumeSize = Pick<LabelSource, 'width' | 'height' | 'depth'>;

/**
 * Checks that masks lie on slices of the volume and have their size.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` without an object and for a slice that there is not; `IMAGE_INVALID` for a mask
 *   of another size.
 */
export function checkObjects(objects: readonly LabelledObject[], source: VolumeSize): void {
  if (objects.length === 0) throw invalid('There is no object to write.');
  for (const [number, { name, masks }] of objects.entries()) {
    const what = name === undefined ? `object ${number + 1}` : JSON.stringify(name);
    for (const placed of masks) checkMask(what, placed, source);
  }
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

function checkMask(what: string, { axis = 'k', index, mask }: PlacedMask, source: VolumeSize): void {
  if (!Object.hasOwn(SLICE_INDICES, axis)) throw invalid(`An axis is i, j or k, got ${axis}.`);
  const { width, height, count } = sliceSize(axis, source);
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw invalid(`A mask of ${what} is on slice ${index}: across ${axis} there are ${count}, from 0.`);
  }
  if (mask.width !== width || mask.height !== height || mask.bits.length !== width * height) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: `A mask of ${what} has ${mask.width} × ${mask.height} pixels and ${mask.bits.length} bits, and the slice ${width} × ${height} pixels.`,
      hint: 'Masks have the size of the slice that they are on.',
    });
  }
}

/** The size of slices across an axis, and how many there are. */
export function sliceSize(axis: SliceAxis, { width, height, depth }: VolumeSize) {
  const sizes = [width, height, depth] as const;
  const [x, y, normal] = SLICE_INDICES[axis];
  return { width: sizes[x], height: sizes[y], count: sizes[normal] };
}

/**
 * Calls back with the place of each pixel inside a mask in the volume's data.
 *
 * @param visit - `at` counts voxels, x fastest, then y, then slices
 */
export function visitVoxels(
  { axis = 'k', index, mask }: PlacedMask,
  { width, height }: VolumeSize,
  visit: (at: number) => void,
): void {
  const strides = [1, width, width * height] as const;
  const [x, y, normal] = SLICE_INDICES[axis];
  const { bits } = mask;
  for (let row = 0, pixel = 0; row < mask.height; row++) {
    let at = index * strides[normal] + row * strides[y];
    for (let column = 0; column < mask.width; column++, pixel++, at += strides[x]) {
      if (bits[pixel] !== 0) visit(at);
    }
  }
}

/** The voxels of an object as masks by slice across k; slices without one are absent. */
export function slicesOfObject({ masks }: LabelledObject, source: VolumeSize): Map<number, BinaryMask> {
  const { width, height } = source;
  const size = width * height;
  const slices = new Map<number, BinaryMask>();
  for (const placed of masks) {
    visitVoxels(placed, source, (at) => {
      const k = Math.floor(at / size);
      let slice = slices.get(k);
      if (slice === undefined) {
        slice = { bits: new Uint8Array(size), width, height };
        slices.set(k, slice);
      }
      slice.bits[at - k * size] = 1;
    });
  }
  return new Map([...slices].sort(([a], [b]) => a - b));
}
