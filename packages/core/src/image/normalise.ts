import { type ByteMapping, byteMapping } from './byte-mapping.js';
import { type CheckedImage, checkImage } from './check-image.js';
import { microsamBytes } from './microsam-bytes.js';
import { type Normalisation, parseNormalisation } from './normalisation.js';
import type { PixelImage } from './pixel-image.js';
import { smallIntegers } from './pixel-type.js';
import type { ValueRange } from './value-range.js';

/** An image as the network's preprocessing takes it: 8-bit RGB, row-major, interleaved. */
export interface Rgb8 {
  /** `height` × `width` × 3. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** 8-bit values of one or three channels, interleaved: grey stays one channel until it is needed as three. */
export interface Bytes8 {
  readonly data: Uint8Array;
  readonly channels: 1 | 3;
}

/** A table over all stored values, where it is smaller than the image: 8- and 16-bit types. */
function tabulate({ data, rescale }: CheckedImage, mapping: ByteMapping) {
  const integers = smallIntegers(data);
  if (integers === undefined || data.length < integers.count) return undefined;
  const { count, offset } = integers;
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const table = new Uint8Array(count);
  for (let i = 0; i < table.length; i++) table[i] = mapping((i - offset) * slope + intercept);
  return { table, offset };
}

function mapBytes(image: CheckedImage, mapping: ByteMapping): Bytes8 {
  const { data, channels, rescale } = image;
  const pixels = data.length / channels;
  const kept = channels === 1 ? 1 : 3;
  const out = new Uint8Array(pixels * kept);
  const tabulated = tabulate(image, mapping);
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    for (let channel = 0; channel < kept; channel++) {
      const stored = data[from + channel] as number;
      out[to++] =
        tabulated === undefined
          ? mapping(stored * slope + intercept)
          : (tabulated.table[stored + tabulated.offset] as number);
    }
  }
  return { data: out, channels: kept };
}

/** As {@link normalise}, grey kept as one channel. */
export function normaliseChannels(
  image: CheckedImage,
  normalisation: Normalisation,
  joint: ValueRange | undefined,
): Bytes8 {
  const bytes =
    normalisation.mode === 'microsam'
      ? microsamBytes(image)
      : mapBytes(image, byteMapping(image, normalisation, joint));
  if (image.photometric === 'MONOCHROME1') {
    for (let i = 0; i < bytes.data.length; i++) bytes.data[i] = 255 - (bytes.data[i] as number);
  }
  return bytes;
}

/** One channel repeated to three; three as they are. */
export function toRgb({ data, channels }: Bytes8): Uint8Array {
  if (channels === 3) return data;
  const rgb = new Uint8Array(data.length * 3);
  for (let i = 0, to = 0; i < data.length; i++, to += 3) {
    const value = data[i] as number;
    rgb[to] = value;
    rgb[to + 1] = value;
    rgb[to + 2] = value;
  }
  return rgb;
}

/**
 * An image as the 8-bit RGB that a network saw in training: stored values → rescale → normalisation → `MONOCHROME1`
 * inverted. Grey is repeated to three channels, alpha is ignored, all arithmetic but `microsam`'s is in float64.
 *
 * Only finite values count for a range. NaN and −∞ become 0, +∞ becomes 255 (0 where the range is empty); in mode
 * `microsam`, which upstream leaves undefined for them, likewise.
 *
 * @param joint the range of `minmax-joint`; see `jointRange`.
 * @throws MedicoSamError `IMAGE_INVALID`, `NORMALISATION_INVALID`.
 */
export function normalise(
  image: PixelImage,
  normalisation: Normalisation | string,
  joint?: ValueRange,
): Rgb8 {
  const checked = checkImage(image);
  const parsed = typeof normalisation === 'string' ? parseNormalisation(normalisation) : normalisation;
  const data = toRgb(normaliseChannels(checked, parsed, joint));
  return { data, width: checked.width, height: checked.height };
}
