import { MedicoSamError } from '@medicosam/core';
import { platform } from '../platform.js';
import type { ExpectedFile } from './expected-file.js';
import type { FetchJob } from './fetch-verified.js';

/** In what a file differs from what was expected; undefined where it does not. */
export function mismatch(
  expected: ExpectedFile,
  actual: { readonly bytes: number; readonly xxh128: string; readonly sha256: string },
): string | undefined {
  for (const what of ['bytes', 'xxh128', 'sha256'] as const) {
    if (expected[what] !== null && expected[what] !== actual[what]) {
      return `has ${what} ${actual[what]} instead of ${expected[what]}`;
    }
  }
  return undefined;
}

/** The error of a file that no address gave. */
export function notFetched(
  { urls, page, expected, advice }: Pick<FetchJob, 'urls' | 'page' | 'expected' | 'advice'>,
  verdicts: ReadonlyMap<string, { readonly reason: string; readonly isWrongFile?: boolean }>,
): MedicoSamError {
  const answers = urls.map((url) => `${addressText(url)} ${verdicts.get(url)?.reason ?? 'was not asked'}`);
  const isWrong = urls.length > 0 && urls.every((url) => verdicts.get(url)?.isWrongFile);
  const where = page ?? (urls[0] === undefined ? undefined : addressText(urls[0]));
  return new MedicoSamError(isWrong ? 'MODEL_CHECKSUM_MISMATCH' : 'DOWNLOAD_FAILED', {
    message:
      answers.length === 0
        ? 'This checkpoint has no address that a program can fetch.'
        : `${answers.join('; ')}.`,
    hint: `${where === undefined ? 'Get the file' : `Fetch it in a browser from ${where}`}, ${advice}`,
    details: { urls: urls.map(addressText), page, expected },
  });
}

/** An address without what may be secret in it. */
export function addressText(url: string): string {
  const { protocol, host, pathname } = new platform.URL(url);
  return `${protocol}//${host}${pathname}`;
}
