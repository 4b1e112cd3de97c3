import { OBJECT_COLOURS } from '../overlay/colours.js';

/** Red, green and blue, 0 to 1. */
export type Rgb = readonly [number, number, number];

/** The colour of a segment that has none of its own: that of the object in pictures. */
export function segmentColour(index: number): Rgb {
  const [red, green, blue] = OBJECT_COLOURS[index % OBJECT_COLOURS.length] as Rgb;
  return [red / 255, green / 255, blue / 255];
}
