import type { Warning } from '../errors/medicosam-error.js';
import { type Normalisation, parseNormalisation } from './normalisation.js';
import type { PixelImage, VoiWindow } from './pixel-image.js';
import { pixelType } from './pixel-type.js';

/** The normalisation of an image for which the caller named none. */
export interface ChosenNormalisation {
  readonly normalisation: Normalisation;
  readonly warnings: readonly Warning[];
}

/** A file's own window uses its VOI LUT function; DICOM's default is LINEAR, which needs a width of 1 or more. */
function ownWindow({ center, width, function: name }: VoiWindow): Normalisation {
  return { mode: 'window', center, width, function: name ?? (width >= 1 ? 'linear' : 'linear-exact') };
}

const isUsable = ({ center, width, function: name }: VoiWindow) =>
  Number.isFinite(center) && Number.isFinite(width) && (name === 'linear' ? width >= 1 : width > 0);

function isEightBit({ data, rescale }: PixelImage): boolean {
  const stored = ['Uint8Array', 'Uint8ClampedArray'].includes(pixelType(data) ?? '');
  return stored && (rescale === undefined || (rescale.slope === 1 && rescale.intercept === 0));
}

/**
 * The default normalisation: CT in Hounsfield units (`rescale.unit` is `HU`) that came with a window has that
 * window; other data has what the model was trained with; and where that is `none`, data of more than 8 bits has
 * `percentile:0.5,99.5`, with the warning `NORMALISATION_CHOSEN`.
 *
 * @param trained the manifest's `trained.normalisation`.
 * @throws MedicoSamError `NORMALISATION_INVALID` when `trained` is not known.
 */
export function chooseNormalisation(image: PixelImage, trained: string): ChosenNormalisation {
  const window = image.rescale?.unit === 'HU' ? image.windows?.find(isUsable) : undefined;
  if (window !== undefined) return { normalisation: ownWindow(window), warnings: [] };
  const normalisation = parseNormalisation(trained);
  if (normalisation.mode !== 'none' || isEightBit(image)) return { normalisation, warnings: [] };
  return {
    normalisation: { mode: 'percentile', low: 0.5, high: 99.5 },
    warnings: [
      {
        code: 'NORMALISATION_CHOSEN',
        message:
          'The model expects 8-bit values and the image has others: its 0.5th to 99.5th percentile were mapped to 0 to 255. Name a normalisation to decide yourself.',
      },
    ],
  };
}

/**
 * The normalisation that an image gets: the one asked for, else that of {@link chooseNormalisation}.
 *
 * @throws MedicoSamError `NORMALISATION_INVALID`.
 */
export function resolveNormalisation(
  image: PixelImage,
  asked: Normalisation | string | undefined,
  trained: string,
): ChosenNormalisation {
  if (asked === undefined) return chooseNormalisation(image, trained);
  return { normalisation: typeof asked === 'string' ? parseNormalisation(asked) : asked, warnings: [] };
}
