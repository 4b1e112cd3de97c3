import type { PixelData } from './pixel-image.js';

const PIXEL_TYPES = [
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
] as const;

/** Names of the typed arrays that hold pixels. */
export type PixelType = (typeof PIXEL_TYPES)[number];

/** The class name of any value; of typed arrays right in every realm. */
export const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);

/**
 * Which typed array a value is, undefined for anything else. By its tag and not by `instanceof`, which fails for arrays
 * of another realm: an iframe, a vm context, a test environment with globals of its own.
 */
export function pixelType(value: unknown): PixelType | undefined {
  const tag = tagOf(value);
  return ArrayBuffer.isView(value) ? PIXEL_TYPES.find((type) => type === tag) : undefined;
}

/** Of 8- and 16-bit integers: how many different values there are, and what makes the smallest 0. */
export function smallIntegers(
  data: PixelData,
): { readonly count: number; readonly offset: number } | undefined {
  // Every type of one or two bytes is an integer: float16 is not among them.
  if (data.BYTES_PER_ELEMENT > 2) return undefined;
  const count = 2 ** (8 * data.BYTES_PER_ELEMENT);
  const isSigned = pixelType(data)?.startsWith('Int') === true;
  return { count, offset: isSigned ? count / 2 : 0 };
}
