import type { Progress } from '@medicosam/core';
import type { Output } from '../output.js';

/** Tells what comes of an image: encoded, or read from the cache. */
export const encodingProgress =
  (output: Output, file: string) =>
  ({ stage }: Progress): void => {
    if (stage === 'encode') output.progress(`Encoding ${file}`);
    if (stage === 'restore') output.progress(`Reading the embedding of ${file}`);
  };
