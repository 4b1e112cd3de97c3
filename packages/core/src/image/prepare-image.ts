import type { Warning } from '../errors/medicosam-error.js';
import { createTransform } from '../geometry/coordinates.js';
import type { ImageTransform } from '../model/image-embedding.js';
import { checkImage } from './check-image.js';
import { resolveNormalisation } from './choose-normalisation.js';
import { formatNormalisation, type Normalisation } from './normalisation.js';
import { normaliseChannels, toRgb } from './normalise.js';
import type { PixelImage } from './pixel-image.js';
import { resizeBilinear8 } from './resize-bilinear8.js';
import { resizeCubicSpline8 } from './resize-cubic-spline8.js';
import { toMedsamInput } from './to-medsam-input.js';
import { type PerChannel, toModelInput } from './to-model-input.js';
import type { ValueRange } from './value-range.js';

/** What a model wants to see; mostly from its manifest. */
export interface PrepareOptions {
  /** The side of the square input, pixels. */
  readonly size: number;
  readonly mean: PerChannel;
  readonly std: PerChannel;
  readonly preprocess: ImageTransform['preprocess'];
  /** As the caller asks; absent: chosen by `chooseNormalisation` from the image and `trained`. */
  readonly normalisation?: Normalisation | string | undefined;
  /** The manifest's `trained.normalisation`; `none` by default. */
  readonly trained?: string | undefined;
  /** The range of `minmax-joint`. */
  readonly joint?: ValueRange | undefined;
}

/** An image ready for the encoder. */
export interface PreparedImage {
  /** float32 [1, 3, size, size]. */
  readonly input: Float32Array<ArrayBuffer>;
  /** The 8-bit RGB behind `input`, interleaved, without padding: kept, `input` can be made again from it. */
  readonly resized: Uint8Array;
  readonly transform: ImageTransform;
  /** The normalisation that was used, in the form `parseNormalisation` reads. */
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
}

/**
 * The whole preprocessing of an image. `sam`: normalised to 8 bit, longest side resized as Pillow does, mean and std,
 * zero padding. `medsam`: normalised to 8 bit, squashed to the square by a cubic spline, smallest to largest value to
 * 0..1.
 *
 * @throws MedicoSamError `IMAGE_INVALID`, `NORMALISATION_INVALID`.
 */
export function prepareImage(image: PixelImage, options: PrepareOptions): PreparedImage {
  const checked = checkImage(image);
  const { width, height } = checked;
  const transform = createTransform(width, height, options.size, options.preprocess);
  const { normalisation, warnings } = resolveNormalisation(
    checked,
    options.normalisation,
    options.trained ?? 'none',
  );
  const bytes = normaliseChannels(checked, normalisation, options.joint);
  const resize = options.preprocess === 'medsam' ? resizeCubicSpline8 : resizeBilinear8;
  const { input } = transform;
  const resized = toRgb({
    data: resize(bytes.data, width, height, bytes.channels, input.width, input.height),
    channels: bytes.channels,
  });
  return {
    input: modelInput(resized, transform, options),
    resized,
    transform,
    normalisation: formatNormalisation(normalisation),
    warnings,
  };
}

/**
 * The encoder's input from the resized 8-bit RGB of {@link PreparedImage}: how it is made again after a device loss.
 *
 * @returns float32 [1, 3, side, side].
 */
export function modelInput(
  resized: Uint8Array,
  transform: ImageTransform,
  { mean, std }: Pick<PrepareOptions, 'mean' | 'std'>,
): Float32Array<ArrayBuffer> {
  return transform.preprocess === 'medsam'
    ? toMedsamInput(resized, transform.side)
    : toModelInput(resized, transform, mean, std);
}
