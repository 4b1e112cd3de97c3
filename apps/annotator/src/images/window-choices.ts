import type { PixelImage } from '@medicosam/core';
import { ctWindowPresets } from '@medicosam/io/dicom';
import type { NamedWindow } from './value-window.js';
import { windowsOf } from './window-range.js';

/** Windows to choose from: those of the image's file, and of CT in HU the usual ones. */
export function windowChoices(image: PixelImage): readonly NamedWindow[] {
  const own = windowsOf(image).map(
    (window, index): NamedWindow => ({
      name: `Of the file: ${window.explanation || `window ${index + 1}`}`,
      window: { center: window.center, width: window.width, function: window.function ?? 'linear' },
    }),
  );
  if (image.rescale?.unit !== 'HU') return own;
  const usual = Object.entries(ctWindowPresets).map(
    ([name, window]): NamedWindow => ({ name: `CT: ${name.replace('-', ' ')}`, window }),
  );
  return [...own, ...usual];
}
