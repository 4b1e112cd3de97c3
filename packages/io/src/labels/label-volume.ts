import { type BinaryMask, MedicoSamError, type PixelVolume, type Warning } from '@medicosam/core';
import type { LabelSource } from './label-source.js';
import type { LabelledObject } from './labelled-object.js';
import { checkMaskBytes } from './mask-limit.js';
import { visitVoxels } from './place-masks.js';

/** The most labels that 16 bits tell apart. */
export const MAX_LABELS = 0xffff;

/** Objects as the values of one volume. */
export interface LabelVolume {
  /** Object 1 is 1, the next 2; 0 where there is none. */
  readonly volume: PixelVolume & { readonly data: Uint8Array | Uint16Array };
  readonly warnings: readonly Warning[];
}

/**
 * Puts objects into a volume. A voxel of several belongs to the last of them: the warning `OBJECTS_OVERLAP` counts those.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` beyond 65,535 objects.
 */
export function labelVolume(objects: readonly LabelledObject[], source: LabelSource): LabelVolume {
  const volume = emptyLabels(objects.length, source);
  const { data } = volume;
  let overlap = 0;
  for (const [index, { masks }] of objects.entries()) {
    const label = index + 1;
    for (const placed of masks) {
      visitVoxels(placed, source, (at) => {
        if (data[at] !== 0 && data[at] !== label) overlap++;
        data[at] = label;
      });
    }
  }
  const message = `${overlap} pixels lie in several objects; in the label map they belong to the last of them.`;
  return {
    volume,
    warnings: overlap > 0 ? [{ code: 'OBJECTS_OVERLAP', message }] : [],
  };
}

/**
 * A volume for so many labels, 8 bits a voxel as far as they do.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` beyond 65,535.
 */
export function emptyLabels(count: number, source: LabelSource): LabelVolume['volume'] {
  if (count > MAX_LABELS) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A label map holds ${MAX_LABELS} objects, got ${count}.`,
    });
  }
  const { width, height, depth, geometry } = source;
  const Labels = count > 255 ? Uint16Array : Uint8Array;
  return { data: new Labels(width * height * depth), width, height, depth, channels: 1, geometry };
}

/**
 * The masks of each label by slice across k, the lowest label first.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` where they take more than 2 GiB.
 */
export function masksOfLabels({
  data,
  width,
  height,
  depth,
}: Pick<PixelVolume, 'width' | 'height' | 'depth'> & {
  readonly data: Uint8Array | Uint16Array;
}): Map<number, Map<number, BinaryMask>> {
  const size = width * height;
  const labels = new Map<number, Map<number, BinaryMask>>();
  let count = 0;
  for (let k = 0; k < depth; k++) {
    let [last, bits] = [0, new Uint8Array(0)];
    for (let at = k * size, pixel = 0; pixel < size; at++, pixel++) {
      const label = data[at] as number;
      if (label === 0) continue;
      if (label !== last) {
        const slices = labels.get(label) ?? new Map<number, BinaryMask>();
        labels.set(label, slices);
        let slice = slices.get(k);
        if (slice === undefined) {
          checkMaskBytes(++count, size);
          slice = { bits: new Uint8Array(size), width, height };
          slices.set(k, slice);
        }
        [last, bits] = [label, slice.bits as Uint8Array<ArrayBuffer>];
      }
      bits[pixel] = 1;
    }
  }
  return new Map([...labels].sort(([a], [b]) => a - b));
}
