import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const root = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../shared/', import.meta.url);

/** Whether the larger data set lies beside the checkout; set MEDICOSAM_SHARED where it lies elsewhere. */
export const hasSharedData = existsSync(new URL('data/images/expected.json', root));

/** Bytes of a file of the larger data set. */
export const sharedFile = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`data/${path}`, root)));

/** One entry of an `expected.json` of the larger data set. */
export interface SharedExpectation {
  readonly file: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly samples: readonly (readonly [index: number, value: number])[];
  readonly pixels_sha256?: string;
  readonly dtype: string;
}

/** The entries of `<folder>/expected.json`. */
export function sharedExpectations(folder: string): SharedExpectation[] {
  const content = JSON.parse(new TextDecoder().decode(sharedFile(`${folder}/expected.json`)));
  return Array.isArray(content) ? content : content.files;
}
