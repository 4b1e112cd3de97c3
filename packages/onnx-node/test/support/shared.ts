import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../shared/', import.meta.url);

/** A file of the shared data beside the checkout, or undefined where it is not there. */
export function sharedFile(path: string): URL | undefined {
  const url = new URL(path, folder);
  return existsSync(url) ? url : undefined;
}

/** Why a test that needs shared data is skipped. */
export const WITHOUT_SHARED = 'needs the shared data beside the checkout (MEDICOSAM_SHARED)';

/** An array in a golden file: raw little-endian bytes from `offset`, row-major. */
export interface GoldenArray {
  readonly file: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

const slice = ({ file, offset, shape }: GoldenArray, bytesPerValue: number) => {
  const bytes = readFileSync(new URL(`golden/${file}`, folder));
  return new Uint8Array(
    bytes.subarray(offset, offset + shape.reduce((product, size) => product * size, bytesPerValue)),
  );
};

/** The float32 values of a golden array. */
export const readGolden = (array: GoldenArray) => new Float32Array(slice(array, 4).buffer);

/** The uint8 values of a golden array. */
export const readGoldenBytes = (array: GoldenArray) => slice(array, 1);
