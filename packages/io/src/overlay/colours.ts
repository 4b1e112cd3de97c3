/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Colours of objects, told apart also with the common kinds of colour blindness (after Okabe and Ito 2008, without
 * black, brightest first). More objects begin again.
 */
export const OBJECT_COLOURS: readonly Colour[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 200, 140],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
  [0, 114, 178],
];

/** Foreground points, as Segment Anything's own figures show them. */
export const FOREGROUND: Colour = [40, 200, 64];
/** Background points. */
export const BACKGROUND: Colour = [235, 51, 36];
