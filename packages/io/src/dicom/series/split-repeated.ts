import type { Warnings } from '../warnings.js';
import { depthOf, type Slice } from './slice.js';

/** Slices nearer than this, mm, lie in the same place. */
const SAME_PLACE = 1e-3;

const compareOrders = (a: Slice, b: Slice): number => {
  const different = a.order.findIndex((value, i) => value !== b.order[i]);
  if (different < 0) return 0;
  return (a.order[different] as number | string) < (b.order[different] as number | string) ? -1 : 1;
};

/**
 * Sorts slices along their normal and divides those that lie in the same place among volumes: the first of each
 * place into the first, and so on. None is dropped but an instance that was given twice.
 */
export function splitRepeated(slices: readonly Slice[], warnings: Warnings): Slice[][] {
  const seen = new Set<string>();
  const volumes: Slice[][] = [];
  let place = Number.NaN;
  let repetition = 0;
  const sorted = [...slices].sort((a, b) => {
    const distance = depthOf(a) - depthOf(b);
    return Math.abs(distance) > SAME_PLACE ? distance : compareOrders(a, b);
  });
  for (const slice of sorted) {
    const uid = slice.image.facts.sopInstanceUid;
    // With its place: some anonymisers give all images of a series one UID.
    const identity = `${uid} ${slice.frame} ${slice.plane.position}`;
    if (uid !== undefined && seen.has(identity)) {
      warnings.add('INSTANCE_REPEATED', 'An instance was given more than once; it was taken once.');
      continue;
    }
    seen.add(identity);
    const depth = depthOf(slice);
    repetition = Math.abs(depth - place) <= SAME_PLACE ? repetition + 1 : 0;
    place = depth;
    volumes[repetition] ??= [];
    volumes[repetition]?.push(slice);
  }
  if (volumes.length > 1) {
    const depths = volumes.map(({ length }) => length).join(', ');
    warnings.add(
      'SLICES_REPEATED',
      `Slices lie in the same place up to ${volumes.length} times; they became volumes of ${depths} slices.`,
    );
  }
  return volumes;
}
