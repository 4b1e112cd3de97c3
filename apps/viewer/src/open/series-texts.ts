import type { ShownSeries } from '../series/shown-series.js';

/** What is open, in a line. */
export function titleText({ name, kind, imageIds }: ShownSeries): string {
  const count = `${imageIds.length} ${imageIds.length === 1 ? 'image' : 'images'}`;
  return `${name} · ${kind} · ${count}`;
}

/** Why slices are not cut across, where they are not. @param isCut - whether they are. */
export function stackOnlyText(
  { imageIds, isPlaced, isEven }: ShownSeries,
  isCut: boolean,
): readonly string[] {
  if (isCut || imageIds.length === 1 || (isPlaced && isEven)) return [];
  return [
    isPlaced
      ? 'The slices are not evenly stacked along their normal: they are shown one by one, and not cut across.'
      : 'The images do not say where they lie in the patient: they are shown one by one, without orientation.',
  ];
}
