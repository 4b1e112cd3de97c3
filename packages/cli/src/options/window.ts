import { type PixelImage, parseNormalisation } from '@medicosam/core';
import { ctWindowPresets } from '@medicosam/io/dicom';
import { UsageError } from '../usage-error.js';

/** The window that the image's own file states. */
const AUTO = 'window:auto';
const PRESET = 'window:preset:';

/** A normalisation with the name of a preset in it as core takes it: `window:center,width`. */
function expand(text: string): string {
  if (!text.startsWith(PRESET)) return text;
  const preset = Object.hasOwn(ctWindowPresets, text.slice(PRESET.length))
    ? ctWindowPresets[text.slice(PRESET.length)]
    : undefined;
  if (preset) return `window:${preset.center},${preset.width}`;
  throw new UsageError(
    `There is no window preset ${text.slice(PRESET.length)}.`,
    `Presets are ${Object.keys(ctWindowPresets).join(', ')}; or give --window center,width.`,
  );
}

/** @throws UsageError for an unknown preset; MedicoSamError `NORMALISATION_INVALID`. */
export function checkNormalisation(text: string): string {
  const expanded = expand(text);
  if (expanded !== AUTO) parseNormalisation(expanded);
  return expanded;
}

/**
 * The normalisation of an image as core takes it. `window:auto` is the first window of its file, of whatever modality,
 * and core's default where it states none.
 *
 * @throws as {@link checkNormalisation}.
 */
export function normalisationOf(text: string | undefined, image: PixelImage): string | undefined {
  if (text === undefined) return undefined;
  const expanded = expand(text);
  if (expanded !== AUTO) return expanded;
  const [own] = image.windows ?? [];
  // DICOM's function is LINEAR where the file names none; it needs a width of 1.
  return (
    own && `window:${own.center},${own.width},${own.function ?? (own.width >= 1 ? 'linear' : 'linear-exact')}`
  );
}
