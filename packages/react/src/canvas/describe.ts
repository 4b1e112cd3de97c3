import type { ImageSnapshot } from '@medicosam/core';

/** What a session is at, in a sentence, for who cannot see the canvas. */
export function describeSession({ status, error, mask, prompts, objects }: ImageSnapshot): string {
  switch (status) {
    case 'idle':
      return 'No image.';
    case 'loading':
      return 'Loading the model.';
    case 'encoding':
      return 'Preparing the image.';
    case 'predicting':
      return 'Segmenting.';
    case 'error':
      return `Failed: ${error.message}`;
    case 'ready':
      if (mask && prompts.length > 0) return `Segmented: ${mask.area} pixels.`;
      return objects.length === 0 ? 'Ready.' : `Ready. Objects: ${objects.length}.`;
  }
}
