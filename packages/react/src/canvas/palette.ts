/**
 * Colours of objects by their index, 1 and up; more objects begin again. The same as `@medicosam/io` paints overlays
 * with (a test compares them), told apart with every common kind of colour vision.
 */
export const OBJECT_COLOURS: readonly (readonly [red: number, green: number, blue: number])[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 200, 140],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
  [0, 114, 178],
];

/** What the canvas is painted with: a CSS variable each, `--medicosam-<name>`. */
const DEFAULTS = {
  background: '#101418',
  foreground: 'rgb(40 200 64)',
  'background-point': 'rgb(235 51 36)',
  preview: 'white',
  'mask-opacity': '0.4',
} as const;

/**
 * The colour of an object by its index, as CSS has it, for lists beside the canvas: that of `--medicosam-object-1` to
 * `-7` where it is set, else what the canvas paints with.
 */
export function objectColour(colorIndex: number): string {
  const index = (colorIndex - 1) % OBJECT_COLOURS.length;
  return `var(--medicosam-object-${index + 1}, rgb(${OBJECT_COLOURS[index]?.join(' ')}))`;
}

/** The colours of one element, as its styles have them now. */
export interface Palette {
  readonly of: (name: keyof typeof DEFAULTS) => string;
  /** Of an object, by its colour index: `--medicosam-object-1` to `-7`. */
  readonly ofObject: (colorIndex: number) => string;
}

/** Reads the CSS variables of an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--medicosam-${name}`).trim();
  return {
    of: (name) => read(name) || DEFAULTS[name],
    ofObject: (colorIndex) => {
      const index = (colorIndex - 1) % OBJECT_COLOURS.length;
      return read(`object-${index + 1}`) || `rgb(${OBJECT_COLOURS[index]?.join(' ')})`;
    },
  };
}
