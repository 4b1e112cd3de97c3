import type { Types } from '@cornerstonejs/core';
import type { NamedSegment } from '../files/labels/label-slices.js';

/** Colours that stay apart on grey images, for as many segments as a list shows at once. */
const COLOURS: readonly Types.Color[] = [
  [255, 176, 59, 255],
  [79, 195, 247, 255],
  [129, 212, 120, 255],
  [240, 98, 146, 255],
  [186, 147, 248, 255],
  [255, 241, 118, 255],
];

/** Turns between hues that never come back to one, and stay apart for long. */
const GOLDEN_ANGLE = 137.508;

/** The colour of a segment whose file names none. */
const usualColour = (index: number): Types.Color => COLOURS[index - 1] ?? ofHue(index * GOLDEN_ANGLE);

/** A light colour of a hue in degrees. */
function ofHue(hue: number): Types.Color {
  const [red, green, blue] = [0, 120, 240].map((shift) => {
    const turn = (((hue + shift) % 360) + 360) % 360;
    return Math.round(90 + 165 * Math.min(1, Math.max(0, Math.abs(turn - 180) / 60 - 1)));
  }) as [number, number, number];
  return [red, green, blue, 255];
}

/** What files say of a segment beside its name; kept to be written again. */
export type SegmentFacts = Pick<NamedSegment, 'colour' | 'category' | 'type'>;

/** The colour that a segment is shown in. */
export function colourOf(index: number, { colour }: SegmentFacts = {}): Types.Color {
  if (!colour) return usualColour(index);
  const [red, green, blue] = colour.map((part) => Math.round(255 * part)) as [number, number, number];
  return [red, green, blue, 255];
}
