import {
  MedicoSamError,
  type PixelImage,
  SLICE_INDICES,
  type SliceAxis,
  type Vector3,
  type Warning,
} from '@medicosam/core';
import { openPath } from '@medicosam/io/node';
import { distanceFrom, type SourceVolume, slicePlane } from '@medicosam/io/open';
import { UsageError } from '../usage-error.js';
import { chooseSource } from './choose-source.js';
import type { InputSelection } from './input-selection.js';

/** An image of an input, and where in it it lies. */
export interface InputSlice {
  readonly image: PixelImage;
  readonly source: SourceVolume;
  readonly axis: SliceAxis;
  readonly index: number;
  /** How many slices there are across the axis. */
  readonly count: number;
  readonly warnings: readonly Warning[];
}

/**
 * Reads one image of an input: the only one, or the slice, frame and series that are asked for.
 *
 * @throws UsageError where something has to be chosen; MedicoSamError as `openPath`, and `INVALID_ARGUMENT` for a
 *   place that is on no slice.
 */
export async function readSlice(
  path: string,
  selection: InputSelection = {},
  signal?: AbortSignal,
): Promise<InputSlice> {
  const opened = await openPath(path, { signal });
  const source = await chooseSource(opened, selection);
  const { axis = 'k', slice, through } = selection;
  const { width, height, depth } = source;
  const count = [width, height, depth][SLICE_INDICES[axis][2]] as number;
  const index =
    slice ??
    (through && count > 1 ? nearestSlice(source, axis, count, through) : onlySlice(source, count, axis));
  if (index >= count) {
    throw new UsageError(
      `There is no slice ${index}: across ${axis} there are ${count}, counted from 0.`,
      `Choose one with --slice 0 to --slice ${count - 1}.`,
    );
  }
  const { image, warnings } = await source.cut(axis, index);
  const all = [...opened.warnings, ...source.warnings, ...warnings];
  return { image, source, axis, index, count, warnings: withoutRepeats(all) };
}

const withoutRepeats = (warnings: readonly Warning[]): readonly Warning[] => [
  ...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values(),
];

function onlySlice({ affine }: SourceVolume, count: number, axis: SliceAxis): number {
  if (count === 1) return 0;
  throw new UsageError(
    `The volume has ${count} slices across ${axis}, and nothing says which.`,
    `Choose one with --slice 0 to --slice ${count - 1}${affine ? ', or give points in mm with --world' : ''}.`,
  );
}

function nearestSlice(source: SourceVolume, axis: SliceAxis, count: number, place: Vector3): number {
  let nearest = { index: 0, distance: Number.POSITIVE_INFINITY };
  for (let index = 0; index < count; index++) {
    const distance = Math.abs(distanceFrom(slicePlane(source, axis, index), place));
    if (distance < nearest.distance) nearest = { index, distance };
  }
  checkDistance(source, axis, nearest.index, place);
  return nearest.index;
}

/** @throws MedicoSamError `INVALID_ARGUMENT` with the distance, for a place more than half a slice away. */
export function checkDistance(source: SourceVolume, axis: SliceAxis, index: number, place: Vector3): void {
  const plane = slicePlane(source, axis, index);
  const distanceMm = Math.abs(distanceFrom(plane, place));
  // On the border between two slices, and what rounding does to it.
  if (distanceMm <= plane.half * (1 + 1e-6)) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A point lies ${distanceMm.toFixed(2)} mm from slice ${index}, and half the distance of slices is ${plane.half.toFixed(2)} mm.`,
    hint: 'Points are x,y,z in LPS mm (x to the left, y to posterior, z to superior); NIfTI viewers show RAS, with x and y negated. medicosam info shows where the volume lies.',
    details: { distanceMm, halfMm: plane.half, slice: index },
  });
}
