import { MedicoSamError } from '../errors/medicosam-error.js';
import type { CheckedImage } from './check-image.js';
import { formatNormalisation, type Normalisation } from './normalisation.js';
import { percentileRange } from './percentile-range.js';
import { type ValueRange, valueRange } from './value-range.js';

/** A real value, after rescale, to 0..255. Total: NaN and infinities have a place in it. */
export type ByteMapping = (value: number) => number;

/** The mapping behind most modes: `lo` to 0, `hi` to 255, rounded half up; everything 0 where the range is empty. */
function scale({ lo, hi }: ValueRange): ByteMapping {
  if (!(hi > lo)) return () => 0;
  return (value) => {
    if (value >= hi) return 255;
    if (!(value > lo)) return 0;
    return Math.floor(((value - lo) / (hi - lo)) * 255 + 0.5);
  };
}

const clampToByte: ByteMapping = (value) => (value >= 255 ? 255 : value > 0 ? Math.floor(value + 0.5) : 0);

/** DICOM PS3.3 C.11.2.1.2.1. */
function linear(center: number, width: number): ByteMapping {
  const lo = center - 0.5 - (width - 1) / 2;
  const hi = center - 0.5 + (width - 1) / 2;
  return (value) => {
    if (value > hi) return 255;
    if (!(value > lo)) return 0;
    return Math.floor(((value - (center - 0.5)) / (width - 1) + 0.5) * 255 + 0.5);
  };
}

/** DICOM PS3.3 C.11.2.1.3.1. */
function sigmoid(center: number, width: number): ByteMapping {
  return (value) =>
    Number.isNaN(value) ? 0 : Math.floor(255 / (1 + Math.exp((-4 * (value - center)) / width)) + 0.5);
}

/** A stretch of one image's values that its mapping needs and its values alone cannot give. */
function requireJoint(joint: ValueRange | undefined): ValueRange {
  if (joint !== undefined && Number.isFinite(joint.lo) && Number.isFinite(joint.hi)) return joint;
  throw new MedicoSamError('NORMALISATION_INVALID', {
    message: `minmax-joint needs the finite range of the whole volume or tile set, got ${joint === undefined ? 'none' : `${joint.lo} to ${joint.hi}`}.`,
    hint: 'Compute it once with jointRange(images) and hand it to every image, or use minmax.',
  });
}

const EMPTY_RANGE: ValueRange = { lo: 0, hi: 0 };

/**
 * The mapping of an image's real values to bytes; not of `microsam`, which maps each channel by itself.
 *
 * @throws MedicoSamError `NORMALISATION_INVALID` for `minmax-joint` without a joint range.
 */
export function byteMapping(
  image: CheckedImage,
  normalisation: Exclude<Normalisation, { mode: 'microsam' }>,
  joint: ValueRange | undefined,
): ByteMapping {
  switch (normalisation.mode) {
    case 'none':
      return clampToByte;
    case 'minmax':
      return scale(valueRange(image) ?? EMPTY_RANGE);
    case 'minmax-joint':
      return scale(requireJoint(joint));
    case 'percentile':
      return scale(percentileRange(image, normalisation.low, normalisation.high) ?? EMPTY_RANGE);
    case 'window': {
      const { center, width, function: name } = normalisation;
      if (name === 'linear') return linear(center, width);
      if (name === 'sigmoid') return sigmoid(center, width);
      return scale({ lo: center - width / 2, hi: center + width / 2 });
    }
    default: {
      // A union that grows must grow here, too.
      const unknown: never = normalisation;
      throw new MedicoSamError('NORMALISATION_INVALID', {
        message: `Normalisation ${formatNormalisation(unknown)} is not known.`,
      });
    }
  }
}
