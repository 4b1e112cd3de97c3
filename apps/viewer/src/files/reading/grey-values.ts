import type { PixelImage } from '@medicosam/core';
import type { ShownValues } from './image-series.js';
import type { ShownSlices } from './shown-values.js';

type ShownArray = new (length: number) => ShownValues;

/** Arrays that are shown as they are, and the ones that hold the same values. */
const AS_STORED: Readonly<Record<string, ShownArray>> = {
  Uint8Array,
  Uint8ClampedArray: Uint8Array,
  Int8Array: Int16Array,
  Int16Array,
  Uint16Array,
  Float32Array,
};
/** Above it float32 leaves whole numbers out. */
const LAST_WHOLE = 2 ** 24;

interface Range {
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
  /** How many values are no finite number. */
  readonly strange: number;
}

/**
 * Real values of grey slices: whole numbers stay whole, the rest is float32. Rescaled values are never of 8 bits, which
 * a model would take for grey levels.
 */
export function greyValues(images: readonly PixelImage[]): ShownSlices {
  const ranges = images.map(rangeOf);
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  const isWhole = ranges.every((range) => range.isWhole);
  const strange = ranges.reduce((sum, range) => sum + range.strange, 0);
  const Shown = typeAsStored(images) ?? typeOf(isWhole, low, high);
  const isRounded = isWhole && Shown === Float32Array && Math.max(-low, high) > LAST_WHOLE;
  return {
    slices: images.map((image, k) => {
      const range = ranges[k] as Range;
      return { data: realValues(image, Shown, range), low: range.low, high: range.high };
    }),
    warnings: [
      ...(isRounded ? ['Values above 16,777,216 are shown rounded.'] : []),
      ...(strange > 0
        ? [`${strange} pixels hold no finite number: they are shown as the lowest or highest value.`]
        : []),
    ],
  };
}

const scaleOf = ({ rescale }: PixelImage) => ({
  slope: rescale?.slope ?? 1,
  intercept: rescale?.intercept ?? 0,
});

function rangeOf(image: PixelImage): Range {
  const { data } = image;
  const { slope, intercept } = scaleOf(image);
  let [low, high, isWhole, strange] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, 0];
  for (let at = 0; at < data.length; at++) {
    const value = slope * (data[at] as number) + intercept;
    if (!Number.isFinite(value)) strange++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
      isWhole &&= Number.isInteger(value);
    }
  }
  return low > high ? { low: 0, high: 0, isWhole, strange } : { low, high, isWhole, strange };
}

/** A pixel that is no number would make a whole reformat black. */
function realValues(image: PixelImage, Shown: ShownArray, { low, high }: Range): ShownValues {
  const { data } = image;
  const { slope, intercept } = scaleOf(image);
  const values = new Shown(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = slope * (data[at] as number) + intercept;
    values[at] = Number.isFinite(value) ? value : value === Number.POSITIVE_INFINITY ? high : low;
  }
  return values;
}

function typeAsStored(images: readonly PixelImage[]): ShownArray | undefined {
  const [type = '', ...others] = new Set(images.map(({ data }) => data.constructor.name));
  const isAsStored = images.map(scaleOf).every(({ slope, intercept }) => slope === 1 && intercept === 0);
  return others.length === 0 && isAsStored ? AS_STORED[type] : undefined;
}

function typeOf(isWhole: boolean, low: number, high: number): ShownArray {
  if (isWhole && low >= -0x8000 && high <= 0x7fff) return Int16Array;
  return isWhole && low >= 0 && high <= 0xffff ? Uint16Array : Float32Array;
}
