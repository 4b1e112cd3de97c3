import { readFileSync } from 'node:fs';

const folder = new URL('./fixtures/', import.meta.url);

/** Bytes of a file in `fixtures/`. */
export const fixture = (file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(file, folder)));

interface ExpectedImage {
  readonly file: string;
  readonly refused?: true;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly depth: number;
  readonly pixels: readonly number[];
}

/** What `make_fixtures.py` wrote. */
export const expectedImages: {
  readonly png: readonly ExpectedImage[];
  readonly jpeg: readonly ExpectedImage[];
} = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));
