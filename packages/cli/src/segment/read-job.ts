import { MedicoSamError } from '@medicosam/core';
import { isEven, pixelOf, slicePlane } from '@medicosam/io/open';
import type { InputSelection } from '../input/input-selection.js';
import { checkDistance, type InputSlice, readSlice } from '../input/read-slice.js';
import { normalisationOf } from '../options/window.js';
import type { ObjectPrompt, SegmentJob } from './job.js';
import { isLabelMap } from './label-map.js';

/** The image of a job, and what is wanted of it, in its pixels. */
export interface ReadJob extends InputSlice {
  readonly objects: readonly ObjectPrompt[];
  /** As core takes it. */
  readonly normalisation: string | undefined;
}

/**
 * Reads the image of a job.
 *
 * @throws as `readSlice`; MedicoSamError `INVALID_ARGUMENT` for a point in mm that is not on the slice, `IMAGE_INVALID`
 *   where the image states no place for one, `FORMAT_UNSUPPORTED` for a label map of slices that are uneven.
 */
export async function readJob(job: SegmentJob, signal?: AbortSignal): Promise<ReadJob> {
  const { file, objects, maskPath, normalisation } = job;
  const slice = await readSlice(file, selectionOf(job), signal);
  if (maskPath !== undefined && isLabelMap(maskPath) && !isEven(slice.source)) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: 'NIfTI and NRRD hold evenly spaced slices, and those of this series are not.',
      hint: 'Write the mask of the slice: name a file that ends in .png.',
    });
  }
  return {
    ...slice,
    objects: objects.map((object) => inPixels(object, slice)),
    normalisation: normalisationOf(normalisation, slice.image),
  };
}

function selectionOf({ objects, selection }: SegmentJob): InputSelection {
  const [through] = objects.flatMap(({ world }) => [
    ...(world?.points ?? []).map(({ place }) => place),
    ...(world?.box ?? []),
  ]);
  return { ...selection, through };
}

function inPixels({ world, ...object }: ObjectPrompt, { source, axis, index }: InputSlice): ObjectPrompt {
  if (world === undefined) return object;
  const plane = slicePlane(source, axis, index);
  const places = [...(world.points ?? []).map(({ place }) => place), ...(world.box ?? [])];
  for (const place of places) checkDistance(source, axis, index, place);
  const points = world.points?.map(({ place, label }) => ({ ...pixelOf(plane, place), label }));
  const [a, b] = (world.box ?? []).map((place) => pixelOf(plane, place));
  return {
    ...object,
    points,
    ...(a && b && { box: [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)] }),
  };
}
