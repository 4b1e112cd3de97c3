import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { PixelData } from '@medicosam/core';
import type { DicomFile } from '../../src/dicom.js';

/** What other readers (pydicom, GDCM, dcmtk) found in a file: an entry of `expected.json`. */
export interface ExpectedDicom {
  readonly file: string;
  readonly transferSyntaxUID: string | null;
  readonly photometricInterpretation?: string;
  readonly bitsStored?: number;
  readonly modality?: string;
  readonly pixels?: null;
  readonly broken?: string;
  readonly lossless?: boolean;
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly samples?: readonly (readonly [index: number, value: number])[];
  readonly pixels_sha256?: string;
  readonly palette_applied?: ExpectedPixels;
  readonly rescaleSlope?: number;
  readonly rescaleIntercept?: number;
  readonly windowCenter?: number | readonly number[];
  readonly windowWidth?: number | readonly number[];
  readonly pixelSpacing?: readonly number[];
  readonly pixelPaddingValue?: number;
  readonly imagePositionPatient?: readonly number[];
  readonly imageOrientationPatient?: readonly number[];
  readonly framePositions?: readonly (readonly number[])[];
}

interface ExpectedPixels {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly samples: readonly (readonly [index: number, value: number])[];
}

export interface ExpectedSeries {
  readonly series: string;
  readonly order: readonly string[];
  readonly affine_ijk_to_LPS: readonly (readonly number[])[];
  readonly volume_float32_k_j_i: {
    readonly shape: readonly number[];
    readonly mean: number;
    readonly samples: readonly (readonly [index: number, value: number])[];
    readonly pixels_sha256: string;
  };
}

const shared = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../shared/', import.meta.url);

/** The larger data set beside the checkout; set MEDICOSAM_SHARED where it lies elsewhere. */
export const sharedDicom = new URL('data/dicom/', shared);
export const hasSharedDicom = existsSync(new URL('expected.json', sharedDicom));
/** The part of it that is in the repository. */
export const dicomFixtures = new URL('../fixtures/dicom/', import.meta.url);

export const fileOf = (folder: URL, file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(file, folder)));

export const expectationsOf = (
  folder: URL,
): { readonly files: readonly ExpectedDicom[]; readonly series: readonly ExpectedSeries[] } =>
  JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));

/** The samples of all frames, one after the other. */
export function allSamples({ frames }: Pick<DicomFile, 'frames'>): PixelData {
  const [first] = frames;
  if (first === undefined) return new Uint8Array();
  const length = first.data.length;
  const out = new (first.data.constructor as new (length: number) => PixelData)(length * frames.length);
  for (const [i, { data }] of frames.entries()) out.set(data, i * length);
  return out;
}

/** SHA-256 of samples as they lie in memory: little endian, as on every machine that runs this. */
export const sha256 = (data: PixelData): string =>
  createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');

/** How far lossy samples may lie from another decoder's: single ones by so much of their range, the mean by a tenth. */
const LOSSY_SHARE = 0.02;

/** In what the samples of a file differ from what is expected; empty when in nothing. */
export function differences(file: DicomFile, expected: ExpectedDicom): string[] {
  const { shape = [], dtype, samples = [], mean = 0, min = 0, max = 0 } = expected;
  const data = allSamples(file);
  const [first] = file.frames;
  if (first === undefined) return ['no frame'];
  const found = [
    ...(file.frames.length > 1 ? [file.frames.length] : []),
    first.height,
    first.width,
    ...(first.channels > 1 ? [first.channels] : []),
  ];
  const problems: string[] = [];
  if (found.join() !== shape.join()) problems.push(`shape ${found} instead of ${shape}`);
  const type = data.constructor.name.toLowerCase().replace('array', '');
  if (type !== dtype) problems.push(`type ${type} instead of ${dtype}`);
  if (problems.length > 0) return problems;
  if (expected.pixels_sha256 !== undefined) {
    for (const [i, value] of samples) {
      if (data[i] !== value) problems.push(`sample ${i} is ${data[i]} instead of ${value}`);
    }
    if (sha256(data) !== expected.pixels_sha256) problems.push('other pixels');
    return problems;
  }
  const tolerance = Math.max(3, LOSSY_SHARE * (max - min));
  for (const [i, value] of samples) {
    if (Math.abs((data[i] as number) - value) > tolerance) {
      problems.push(`sample ${i} is ${data[i]} instead of ${value}`);
    }
  }
  let sum = 0;
  for (const value of data) sum += value;
  if (Math.abs(sum / data.length - mean) > tolerance / 10) {
    problems.push(`mean ${sum / data.length} instead of ${mean}`);
  }
  return problems;
}
