import { MedicoSamError } from '../errors/medicosam-error.js';
import type { PixelImage } from './pixel-image.js';
import { pixelType, tagOf } from './pixel-type.js';

/** A {@link PixelImage} whose sizes are known to fit. */
export interface CheckedImage extends PixelImage {
  readonly channels: 1 | 3 | 4;
}

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) > 0;

const invalid = (message: string, hint?: string) => new MedicoSamError('IMAGE_INVALID', { message, hint });

/**
 * An image with its sizes checked and its channels made explicit. Pixels are neither read nor copied.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when there is no pixel, the length of `data` does not fit the size, there
 *   are not 1, 3 or 4 channels, or `rescale` is not finite.
 */
export function checkImage(image: PixelImage): CheckedImage {
  const { data, width, height, rescale } = image;
  if (pixelType(data) === undefined) {
    throw invalid(
      `The data of an image is a typed array of numbers of 8 to 32 bits or float64, got ${tagOf(data)}.`,
    );
  }
  if (!isCount(width) || !isCount(height)) {
    throw invalid(`The width and height of an image are whole numbers above 0, got ${width} × ${height}.`);
  }
  const channels = image.channels ?? data.length / (width * height);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw invalid(
      image.channels === undefined
        ? `${data.length} values are not 1, 3 or 4 channels of ${width} × ${height} pixels (${width * height}, ${3 * width * height} or ${4 * width * height} values).`
        : `An image has 1, 3 or 4 channels, got ${channels}.`,
      'Interleave the channels, or keep the one that shows the object.',
    );
  }
  if (data.length !== width * height * channels) {
    throw invalid(
      `${width} × ${height} pixels of ${channels} channel(s) are ${width * height * channels} values, got ${data.length}.`,
      data.length === 0 ? 'The array is empty: was its buffer transferred to a worker?' : undefined,
    );
  }
  if (rescale !== undefined && !(Number.isFinite(rescale.slope) && Number.isFinite(rescale.intercept))) {
    throw invalid(
      `The slope and intercept of a rescale are finite, got ${rescale.slope} and ${rescale.intercept}.`,
    );
  }
  return { ...image, channels };
}
