import type { CheckedImage } from './check-image.js';
import { pixelType, smallIntegers } from './pixel-type.js';
import { selectRank } from './select-rank.js';
import type { ValueRange } from './value-range.js';

/** How many finite stored values there are, and the one of each rank. */
interface Ranks {
  readonly count: number;
  valueOf(rank: number): number;
}

/** 8- and 16-bit integers: a histogram gives every rank exactly, in one pass over the pixels. */
function ranksOfIntegers(
  { data, channels }: CheckedImage,
  { count, offset }: { readonly count: number; readonly offset: number },
): Ranks {
  const histogram = new Float64Array(count);
  for (let i = 0; i < data.length; i++) {
    if (channels === 4 && (i & 3) === 3) continue;
    const bin = (data[i] as number) + offset;
    histogram[bin] = (histogram[bin] as number) + 1;
  }
  return {
    count: channels === 4 ? (data.length / 4) * 3 : data.length,
    valueOf(rank) {
      let bin = -1;
      for (let below = 0; below <= rank; ) below += histogram[++bin] as number;
      return bin - offset;
    },
  };
}

function ranksOfNumbers({ data, channels }: CheckedImage): Ranks {
  const copy =
    pixelType(data) === 'Float32Array' ? new Float32Array(data.length) : new Float64Array(data.length);
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    if (channels === 4 && (i & 3) === 3) continue;
    const value = data[i] as number;
    if (Number.isFinite(value)) copy[count++] = value;
  }
  const finite = copy.subarray(0, count);
  return { count, valueOf: (rank) => selectRank(finite, rank) };
}

/**
 * The percentiles `low` and `high` (0 to 100) of the finite real values, channels together and alpha left out,
 * linearly interpolated between ranks: with n sorted values v, r = p/100 · (n − 1) and k = floor(r), the percentile
 * is v[k] + (r − k)(v[k+1] − v[k]). Undefined when no value is finite.
 *
 * @see numpy.percentile, method "linear"
 */
export function percentileRange(image: CheckedImage, low: number, high: number): ValueRange | undefined {
  const { data, rescale } = image;
  const integers = smallIntegers(data);
  const ranks = integers === undefined ? ranksOfNumbers(image) : ranksOfIntegers(image, integers);
  if (ranks.count === 0) return undefined;
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const last = ranks.count - 1;
  const real = (rank: number) => ranks.valueOf(slope < 0 ? last - rank : rank) * slope + intercept;
  const percentile = (p: number) => {
    const position = (p / 100) * last;
    const k = Math.floor(position);
    const value = real(k);
    return k === last ? value : value + (position - k) * (real(k + 1) - value);
  };
  return { lo: percentile(low), hi: percentile(high) };
}
