import type { PixelImage, Rescale, VoiWindow } from '@medicosam/core';

/** What is used of a Cornerstone image and of its metadata modules. */
export interface StoredImage {
  readonly slope?: number | undefined;
  readonly intercept?: number | undefined;
  /** Whether the loader applied slope and intercept (and SUV factors) already. */
  readonly preScale?: { readonly scaled?: boolean | undefined } | undefined;
  readonly numberOfComponents?: number | undefined;
  readonly invert?: boolean | undefined;
  readonly windowCenter?: number | readonly number[] | undefined;
  readonly windowWidth?: number | readonly number[] | undefined;
  readonly voiLUTFunction?: string | undefined;
}

/** What is used of the modules of an image, by Cornerstone's names. */
export interface StoredModules {
  readonly modality?: string | undefined;
  readonly photometricInterpretation?: string | undefined;
  readonly rescaleType?: string | undefined;
  readonly windowCenter?: number | readonly number[] | undefined;
  readonly windowWidth?: number | readonly number[] | undefined;
  readonly voiLUTFunction?: string | undefined;
}

/** What stored values mean: all of an image but its pixels and its place. */
export type ValueMeaning = Pick<PixelImage, 'rescale' | 'photometric' | 'windows'> & {
  readonly channels: number;
};

const listed = (value: number | readonly number[] | undefined): readonly number[] =>
  value === undefined || value === null ? [] : typeof value === 'number' ? [value] : Array.from(value);

const FUNCTIONS: Readonly<Record<string, VoiWindow['function']>> = {
  LINEAR: 'linear',
  LINEAR_EXACT: 'linear-exact',
  SIGMOID: 'sigmoid',
};

/** The file's own windows, the preferred one first; never what the viewport shows. */
function windowsOf(image: StoredImage, modules: StoredModules): readonly VoiWindow[] {
  const source = modules.windowCenter !== undefined ? modules : image;
  const [centers, widths] = [listed(source.windowCenter), listed(source.windowWidth)];
  const name = FUNCTIONS[source.voiLUTFunction ?? ''];
  return centers.flatMap((center, index) => {
    const width = widths[index];
    return width === undefined ? [] : [{ center: Number(center), width: Number(width), function: name }];
  });
}

function rescaleOf(image: StoredImage, { modality, rescaleType = 'HU' }: StoredModules): Rescale | undefined {
  const isHounsfield = modality === 'CT' && rescaleType === 'HU';
  // A loader that rescaled leaves slope and intercept beside the values: applied twice, they would be wrong.
  const { slope = 1, intercept = 0 } = image.preScale?.scaled ? {} : image;
  if (!isHounsfield && slope === 1 && intercept === 0) return undefined;
  return { slope, intercept, ...(isHounsfield && { unit: 'HU' }) };
}

/** What the values of an image mean, as a file says it. */
export function meaningOf(image: StoredImage, modules: StoredModules): ValueMeaning {
  const channels = image.numberOfComponents ?? 1;
  if (channels > 1) return { channels };
  const isInverse = modules.photometricInterpretation
    ? modules.photometricInterpretation === 'MONOCHROME1'
    : image.invert === true;
  return {
    channels,
    rescale: rescaleOf(image, modules),
    photometric: isInverse ? 'MONOCHROME1' : 'MONOCHROME2',
    windows: windowsOf(image, modules),
  };
}
