import { readFileSync } from 'node:fs';
import type { PixelVolume } from '@medicosam/core';
import { expect } from 'vitest';
import type { NiftiFile } from '../../src/nifti.js';
import type { NrrdFile } from '../../src/nrrd.js';
import { inCOrder, sha256Of } from './c-order.js';

const folder = new URL('../fixtures/volumes/', import.meta.url);

/** Bytes of a file in `fixtures/volumes/`. */
export const volumeFixture = (file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(file, folder)));

const json = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** What nibabel or pynrrd reads of a file's values, in numpy's order. */
interface ExpectedValues {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly mean?: number | null;
  readonly samples: readonly (readonly [index: number, value: unknown])[];
  readonly pixels_sha256?: string;
}

/** What nibabel or pynrrd reads of a file. */
export interface ExpectedFile {
  readonly file: string;
  readonly broken?: string;
  readonly affine?: readonly (readonly number[])[];
  readonly scl?: readonly [number, number];
  readonly raw?: ExpectedValues | null;
  readonly scaled_float64?: ExpectedValues;
  readonly voxelsPerId?: Readonly<Record<string, number>>;
}

/** Files that `make_fixtures.py` made. */
export interface MadeFile {
  readonly file: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly sha256: string;
  readonly affine?: readonly (readonly number[])[];
  readonly volumes?: number;
  readonly pages?: number;
  readonly photometric?: 'MONOCHROME1';
  /** The file's bytes, of small ones. */
  readonly base64?: string;
}

/** What `make_fixtures.py` wrote. */
export const expectedVolumes: {
  readonly copied: readonly ExpectedFile[];
  readonly tiff: readonly MadeFile[];
  readonly nrrd: readonly MadeFile[];
  readonly nifti: readonly MadeFile[];
} = json('expected.json');

/** World coordinates, RAS mm, of the eight corners of each file, i fastest, as nibabel and pynrrd have them. */
export const expectedCorners: Readonly<Record<string, readonly (readonly number[])[]>> = json('corners.json');

/** An affine to LPS as nibabel has it: to RAS. */
export const toRas = (affine: readonly number[] = []) =>
  affine.map((value, index) => (index < 8 ? 0 - value : value));

/** The eight corners of a volume by an affine, i fastest. */
export function cornersOf(affine: readonly number[], { width, height, depth }: PixelVolume): number[][] {
  return Array.from({ length: 8 }, (_, corner) => {
    const index = [width, height, depth].map((size, axis) => ((corner >> axis) & 1) * (size - 1));
    return [0, 4, 8].map((row) =>
      index.reduce(
        (sum, value, axis) => sum + value * (affine[row + axis] as number),
        affine[row + 3] as number,
      ),
    );
  });
}

/** How far apart two lists of places are, at most. */
export const furthest = (first: readonly (readonly number[])[], second: readonly (readonly number[])[]) =>
  Math.max(
    ...first.flatMap((place, i) =>
      place.map((value, axis) => Math.abs(value - (second[i]?.[axis] as number))),
    ),
  );

/** Compares all volumes of a file with what another reader found. */
export function expectValues(files: readonly (NiftiFile | NrrdFile)[], expected: ExpectedFile): void {
  const volumes = files.map(({ volume }) => volume);
  const { raw, scaled_float64: scaled } = expected;
  if (!raw) throw new Error(`No values are expected of ${expected.file}.`);
  const values = inCOrder(volumes);
  const [{ channels = 1, rescale }] = volumes as [PixelVolume];
  expect(values).toHaveLength(raw.shape.reduce((product, size) => product * size, channels));
  for (const [index, sample] of raw.samples) {
    const found = Array.from(values.subarray(index * channels, (index + 1) * channels));
    expect(found).toEqual(numbersOf(sample));
  }
  if (raw.pixels_sha256) expect(sha256Of(values, raw.dtype)).toBe(raw.pixels_sha256);
  if (!scaled) {
    expect(rescale).toBeUndefined();
    return;
  }
  const { slope = 1, intercept = 0 } = rescale ?? {};
  for (const [index, sample] of scaled.samples) {
    const [wanted] = numbersOf(sample) as [number];
    const real = slope * (values[index] as number) + intercept;
    expect(Math.abs(real - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
  }
}

/** NaN and the infinities are words in JSON. */
const numbersOf = (sample: unknown): number[] =>
  [sample]
    .flat()
    .map((value) => (typeof value === 'string' ? Number(value.replace('inf', 'Infinity')) : Number(value)));
