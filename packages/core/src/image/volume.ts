import { MedicoSamError } from '../errors/medicosam-error.js';
import { indexToLps, type Vector3 } from '../geometry/lps.js';
import { checkImage } from './check-image.js';
import type { Geometry, PixelData, PixelImage, PixelVolume } from './pixel-image.js';

/** The index that a slice is cut across: `k` the slices as stored, `j` across rows, `i` across columns. */
export type SliceAxis = 'i' | 'j' | 'k';

/** Which indices of a volume (0 is i, 1 is j, 2 is k) become x, y and the normal of a slice across an axis. */
export const SLICE_INDICES: Readonly<
  Record<SliceAxis, readonly [x: 0 | 1 | 2, y: 0 | 1 | 2, normal: 0 | 1 | 2]>
> = { k: [0, 1, 2], j: [0, 2, 1], i: [1, 2, 0] };

/**
 * A volume whose sizes are known to fit.
 *
 * @throws MedicoSamError `IMAGE_INVALID` as `checkImage`, over all slices.
 */
export function checkVolume(volume: PixelVolume): PixelVolume & { readonly channels: 1 | 3 | 4 } {
  const { data, width, height, depth } = volume;
  if (!Number.isInteger(depth) || depth < 1) {
    throw new MedicoSamError('IMAGE_INVALID', {
      message: `The depth of a volume is a whole number above 0, got ${depth}.`,
    });
  }
  const { channels } = checkImage({ ...volume, data, width, height: height * depth });
  return { ...volume, channels };
}

/** The geometry of a slice: its own x, y and normal as the three indices, its origin where the slice begins. */
function sliceGeometry(geometry: Geometry, axis: SliceAxis, index: number): Geometry {
  const [x, y, normal] = SLICE_INDICES[axis];
  const start: [number, number, number] = [0, 0, 0];
  start[normal] = index;
  const { spacing, direction } = geometry;
  const at = (row: number, column: number) => direction[row * 3 + column] as number;
  const row = (r: number): Vector3 => [at(r, x), at(r, y), at(r, normal)];
  return {
    ...geometry,
    origin: indexToLps(geometry, start),
    spacing: [spacing[x], spacing[y], spacing[normal]],
    direction: [...row(0), ...row(1), ...row(2)],
  };
}

/** Values of a slice across rows or columns, gathered pixel by pixel. */
function gather(volume: PixelVolume & { channels: number }, axis: 'i' | 'j', index: number): PixelData {
  const { data, width, height, depth, channels } = volume;
  const across = axis === 'i' ? height : width;
  const step = axis === 'i' ? width * channels : channels;
  const start = axis === 'i' ? index * channels : index * width * channels;
  const out = data.slice(0, across * depth * channels);
  for (let z = 0, to = 0; z < depth; z++) {
    let from = z * width * height * channels + start;
    for (let a = 0; a < across; a++, from += step) {
      for (let channel = 0; channel < channels; channel++) out[to++] = data[from + channel] as number;
    }
  }
  return out;
}

/**
 * One slice of a volume, with its rescale, windows and geometry: across `k` a view of the volume's data, x along i
 * and y along j; across `j` a copy, x along i and y along k; across `i` a copy, x along j and y along k.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when the volume's sizes do not fit; `INVALID_ARGUMENT` when `index` is no
 *   slice of it.
 */
export function sliceVolume(volume: PixelVolume, axis: SliceAxis, index: number): PixelImage {
  const { depth, ...checked } = checkVolume(volume);
  const sizes: Vector3 = [checked.width, checked.height, depth];
  const [x, y, normal] = SLICE_INDICES[axis];
  const count = sizes[normal];
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A slice across ${axis} is a whole number from 0 to ${count - 1}, got ${index}.`,
    });
  }
  const length = checked.width * checked.height * checked.channels;
  return {
    ...checked,
    data:
      axis === 'k'
        ? checked.data.subarray(index * length, (index + 1) * length)
        : gather({ ...checked, depth }, axis, index),
    width: sizes[x],
    height: sizes[y],
    geometry: checked.geometry && sliceGeometry(checked.geometry, axis, index),
  };
}
