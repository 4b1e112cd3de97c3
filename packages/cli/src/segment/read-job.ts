import { pixelOf, slicePlane } from '@medicosam/io/open';
import type { InputSelection } from '../input/input-selection.js';
import { checkDistance, type InputSlice, readSlice } from '../input/read-slice.js';
import { normalisationOf } from '../options/window.js';
import type { ObjectPrompt, ReadJob, SegmentJob } from './job.js';
import { checkLabelFile } from './label-file.js';

/**
 * Reads the image of a job.
 *
 * @throws as `readSlice`; MedicoSamError `INVALID_ARGUMENT` for a point in mm that is not on the slice, `IMAGE_INVALID`
 *   where the image states no place for one, `FORMAT_UNSUPPORTED` for a file that cannot hold labels of the image.
 */
export async function readJob(job: SegmentJob, signal?: AbortSignal): Promise<ReadJob> {
  if (job.read) return job.read;
  const { file, objects, labels, normalisation } = job;
  const slice = await readSlice(file, selectionOf(job), signal);
  if (labels) checkLabelFile(labels.path, slice);
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
