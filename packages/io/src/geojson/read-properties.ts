import type { Rgb } from '../nrrd/segment-colours.js';

type Properties = Readonly<Record<string, unknown>>;

/** A property that is not inherited. */
const own = (properties: unknown, key: string): unknown =>
  typeof properties === 'object' && properties !== null && Object.hasOwn(properties, key)
    ? (properties as Properties)[key]
    : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The name of an object. */
export const nameOf = (properties: Properties): string | undefined => textOf(own(properties, 'name'));

/** QuPath's classification: a name, names that it joins by a colon, or, in short, a text. */
export function categoryOf(properties: Properties): string | undefined {
  const classification = own(properties, 'classification');
  const names = own(classification, 'names');
  return (
    textOf(classification) ??
    textOf(own(classification, 'name')) ??
    (Array.isArray(names) ? textOf(names.filter((name) => typeof name === 'string').join(': ')) : undefined)
  );
}

/** QuPath's colours: red, green and blue from 0 to 255, or, before its version 0.4, packed as one number. */
export function colourOf(properties: Properties): Rgb | undefined {
  const classification = own(properties, 'classification');
  return (
    toRgb(own(properties, 'color')) ??
    toRgb(own(classification, 'color')) ??
    toRgb(own(classification, 'colorRGB'))
  );
}

function toRgb(value: unknown): Rgb | undefined {
  const isPacked = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 32;
  const parts = isPacked ? [value >> 16, value >> 8, value].map((part) => part & 255) : value;
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  if (!parts.every((part) => typeof part === 'number' && part >= 0 && part <= 255)) return undefined;
  const [red, green, blue] = parts as [number, number, number];
  return [red / 255, green / 255, blue / 255];
}
