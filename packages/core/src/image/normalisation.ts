import { MedicoSamError } from '../errors/medicosam-error.js';
import type { VoiWindow } from './pixel-image.js';

/** How stored values become the 8-bit values that a network saw in training. */
export type Normalisation =
  /** Values are 0 to 255 already: clamped and rounded, never scaled. */
  | { readonly mode: 'none' }
  /** Smallest to largest finite value of the image, channels together. */
  | { readonly mode: 'minmax' }
  /** As `minmax`, over a whole volume or tile set; see `jointRange`. */
  | { readonly mode: 'minmax-joint' }
  /** From the percentile `low` to the percentile `high` (0 to 100) of the finite values. */
  | { readonly mode: 'percentile'; readonly low: number; readonly high: number }
  /** A VOI window in real values; without a function `center` ± `width` / 2, as `linear-exact`. */
  | {
      readonly mode: 'window';
      readonly center: number;
      readonly width: number;
      readonly function?: NonNullable<VoiWindow['function']> | undefined;
    }
  /** Bit for bit what micro-sam does at inference: min-max of each channel in float32, cut instead of rounded. */
  | { readonly mode: 'microsam' };

const WINDOW_FUNCTIONS = ['linear', 'linear-exact', 'sigmoid'] as const;

const isWindowFunction = (text: string): text is (typeof WINDOW_FUNCTIONS)[number] =>
  (WINDOW_FUNCTIONS as readonly string[]).includes(text);

const invalid = (text: string, rule: string) =>
  new MedicoSamError('NORMALISATION_INVALID', {
    message: `Normalisation ${JSON.stringify(text)}: ${rule}.`,
    hint: 'Use none, minmax, minmax-joint, percentile:lo,hi, window:center,width[,linear|linear-exact|sigmoid] or microsam.',
    details: { normalisation: text },
  });

const toNumber = (text: string | undefined) =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

function parseWindow(text: string, [center, width, name, ...rest]: readonly string[]): Normalisation {
  const window = { center: toNumber(center), width: toNumber(width) };
  if (rest.length > 0 || !Number.isFinite(window.center) || !Number.isFinite(window.width)) {
    throw invalid(text, 'a window is window:center,width with two numbers and at most one function');
  }
  if (!(window.width > 0)) throw invalid(text, `the width of a window is above 0, got ${window.width}`);
  if (name === undefined) return { mode: 'window', ...window };
  if (!isWindowFunction(name)) {
    throw invalid(
      text,
      `the function of a window is ${WINDOW_FUNCTIONS.join(', ')}, got ${JSON.stringify(name)}`,
    );
  }
  // DICOM PS3.3 C.11.2.1.2.1 divides by width − 1.
  if (name === 'linear' && window.width < 1) {
    throw invalid(text, `the width of a linear window is at least 1, got ${window.width}`);
  }
  return { mode: 'window', ...window, function: name };
}

function parsePercentile(text: string, [low, high, ...rest]: readonly string[]): Normalisation {
  const percentile = { low: toNumber(low), high: toNumber(high) };
  if (
    rest.length > 0 ||
    !(percentile.low >= 0 && percentile.low < percentile.high && percentile.high <= 100)
  ) {
    throw invalid(text, 'percentiles are percentile:lo,hi with 0 ≤ lo < hi ≤ 100');
  }
  return { mode: 'percentile', ...percentile };
}

/**
 * Reads a normalisation: `none`, `minmax`, `minmax-joint`, `percentile:lo,hi`,
 * `window:center,width[,linear|linear-exact|sigmoid]` or `microsam`.
 *
 * @throws MedicoSamError `NORMALISATION_INVALID`.
 */
export function parseNormalisation(text: string): Normalisation {
  const [mode, numbers, ...rest] = text.split(':');
  const parts = numbers?.split(',').map((part) => part.trim()) ?? [];
  if (rest.length === 0) {
    if (mode === 'window') return parseWindow(text, parts);
    if (mode === 'percentile') return parsePercentile(text, parts);
    if (numbers === undefined) {
      if (mode === 'none' || mode === 'minmax' || mode === 'minmax-joint' || mode === 'microsam')
        return { mode };
    }
  }
  throw invalid(text, 'not known');
}

/** The text that {@link parseNormalisation} reads: what embeddings and records carry. */
export function formatNormalisation(normalisation: Normalisation): string {
  switch (normalisation.mode) {
    case 'percentile':
      return `percentile:${normalisation.low},${normalisation.high}`;
    case 'window': {
      const { center, width, function: name } = normalisation;
      return `window:${center},${width}${name === undefined ? '' : `,${name}`}`;
    }
    default:
      return normalisation.mode;
  }
}
