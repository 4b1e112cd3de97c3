import { MedicoSamError } from '@medicosam/core';
import type { LabelSource } from './label-source.js';
import { emptyLabels, type LabelVolume } from './label-volume.js';
import type { LabelledObject } from './labelled-object.js';
import { visitVoxels } from './place-masks.js';

/** Objects as the values of one volume, or of several where they overlap. */
export interface LabelLayers {
  /** Object 1 is 1, the next 2; 0 where there is none. */
  readonly volumes: readonly LabelVolume['volume'][];
  /** Which of the volumes each object is in. */
  readonly layerOf: readonly number[];
}

/** Most bytes that layers may take. */
const MAX_LAYER_BYTES = 2 ** 31;

/**
 * Puts each object into the first layer whose objects it does not overlap.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` beyond 65,535 objects; `FORMAT_UNSUPPORTED` where layers take more than 2 GiB.
 */
export function labelLayers(objects: readonly LabelledObject[], source: LabelSource): LabelLayers {
  const volumes = [emptyLabels(objects.length, source)];
  const layerOf = objects.map((object, index) => {
    const free = volumes.findIndex(({ data }) => !overlaps(object, data, source));
    const layer = free < 0 ? volumes.length : free;
    if (free < 0) {
      checkLayers(volumes);
      volumes.push(emptyLabels(objects.length, source));
    }
    const { data } = volumes[layer] as LabelVolume['volume'];
    for (const placed of object.masks) {
      visitVoxels(placed, source, (at) => {
        data[at] = index + 1;
      });
    }
    return layer;
  });
  return { volumes, layerOf };
}

function overlaps({ masks }: LabelledObject, data: Uint8Array | Uint16Array, source: LabelSource): boolean {
  let isAny = false;
  for (const placed of masks) {
    visitVoxels(placed, source, (at) => {
      isAny ||= data[at] !== 0;
    });
  }
  return isAny;
}

function checkLayers(volumes: readonly LabelVolume['volume'][]): void {
  const bytes = (volumes.length + 1) * (volumes[0]?.data.byteLength ?? 0);
  if (bytes <= MAX_LAYER_BYTES) return;
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `The objects overlap so that they take ${volumes.length + 1} layers, more than ${MAX_LAYER_BYTES / 2 ** 30} GiB.`,
    hint: 'Write DICOM SEG, or fewer objects to a file.',
  });
}
