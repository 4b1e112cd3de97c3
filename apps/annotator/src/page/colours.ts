/**
 * Colours of objects by their index, 1 and up; more objects begin again. Those of `OBJECT_COLOURS` in `@medicosam/io`,
 * so that pictures of the command line look alike (a test compares them): the page itself does without io, which a page
 * without a bundler cannot load.
 */
export const OBJECT_COLOURS = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 200, 140],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
  [0, 114, 178],
] as const;

/** A colour as CSS has it. */
export function cssColour(colorIndex: number, opacity = 1): string {
  const [red, green, blue] = OBJECT_COLOURS[(colorIndex - 1) % OBJECT_COLOURS.length] ?? [255, 255, 255];
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}

/** Foreground and background points, as Segment Anything's own figures show them. */
export const POINT_COLOURS = { 1: 'rgb(40 200 64)', 0: 'rgb(235 51 36)' } as const;
