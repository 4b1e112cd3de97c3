import { UsageError } from '../usage-error.js';
import { checkNormalisation } from './window.js';

/**
 * The normalisation that `--normalize` and `--window` ask for, undefined where neither is given.
 *
 * @throws UsageError for an unknown preset; MedicoSamError `NORMALISATION_INVALID`.
 */
export function chosenNormalisation(options: {
  readonly normalize?: string | undefined;
  readonly window?: string | undefined;
}): string | undefined {
  if (options.normalize !== undefined && options.window !== undefined) {
    throw new UsageError(
      '--window is short for --normalize window:…, so only one of them can be given.',
      'Leave one of them out.',
    );
  }
  const normalisation = options.window === undefined ? options.normalize : `window:${options.window}`;
  return normalisation === undefined ? undefined : checkNormalisation(normalisation);
}
