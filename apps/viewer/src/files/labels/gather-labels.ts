import { MedicoSamError, SLICE_INDICES } from '@medicosam/core';
import type { LabelledObject, PlacedMask } from '@medicosam/io/labels';
import type { SourceVolume } from '@medicosam/io/open';
import type { LabelSlices, NamedSegment } from './label-slices.js';

type Size = Pick<SourceVolume, 'width' | 'height' | 'depth'>;

/** As many as voxels of 8 bits tell apart. */
const MAX_SEGMENTS = 255;

/**
 * Objects as values of voxels, one of which holds one of them: of several, the last.
 *
 * @returns also how many voxels are of several.
 * @throws MedicoSamError `INVALID_ARGUMENT` of more than 255 objects.
 */
export function gatherLabels(objects: readonly LabelledObject[], size: Size) {
  if (objects.length > MAX_SEGMENTS) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The file has ${objects.length} segments, and the viewer shows ${MAX_SEGMENTS}.`,
    });
  }
  const slices = new Map<number, Uint8Array<ArrayBuffer>>();
  let overlap = 0;
  for (const [number, { masks }] of objects.entries()) {
    for (const placed of masks) {
      visit(placed, (i, j, k) => {
        const values = slices.get(k) ?? new Uint8Array(size.width * size.height);
        slices.set(k, values);
        const at = j * size.width + i;
        if (values[at] !== 0) overlap++;
        values[at] = number + 1;
      });
    }
  }
  const segments = objects.map(
    ({ masks: _, name, ...described }, number): NamedSegment => ({
      ...described,
      name: name || `Segment ${number + 1}`,
      value: number + 1,
    }),
  );
  return { segments, slices: [...slices] satisfies LabelSlices, overlap };
}

function visit(
  { axis = 'k', index, mask }: PlacedMask,
  voxel: (i: number, j: number, k: number) => void,
): void {
  const [x, y, normal] = SLICE_INDICES[axis];
  const place: [number, number, number] = [0, 0, 0];
  place[normal] = index;
  for (let at = 0; at < mask.bits.length; at++) {
    if (!mask.bits[at]) continue;
    place[x] = at % mask.width;
    place[y] = Math.floor(at / mask.width);
    voxel(...place);
  }
}
