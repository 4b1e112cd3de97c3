import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PixelVolume } from '@medicosam/core';
import dicomParser from 'dicom-parser';

const shared =
  process.env['MEDICOSAM_SHARED'] ?? fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const folder = join(shared, 'data/dicom/series_mr_axial_oblique');

/** Whether the brain MR of 19 oblique slices is there. */
export const hasSeries = existsSync(folder);

/** Its files. */
export const seriesFiles = () => readdirSync(folder).map((name) => join(folder, name));

interface Slice {
  readonly along: number;
  readonly width: number;
  readonly height: number;
  readonly data: Int16Array;
}

/** Stored values of an uncompressed file, and where it is along the series' normal, mm. */
function readSlice(path: string): Slice {
  const bytes = readFileSync(path);
  const file = dicomParser.parseDicom(bytes);
  const numbers = (tag: string) => file.string(tag)?.split('\\').map(Number) ?? [];
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0] = numbers('x00200037');
  const [x = 0, y = 0, z = 0] = numbers('x00200032');
  const pixels = file.elements['x7fe00010'];
  if (!pixels) throw new Error(`${path} has no pixels`);
  const values = bytes.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length);
  return {
    along: x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d),
    width: file.uint16('x00280011') ?? 0,
    height: file.uint16('x00280010') ?? 0,
    data: new Int16Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength)),
  };
}

/** The series as stored, slices from first to last along its normal. */
export function readVolume(): PixelVolume {
  const slices = seriesFiles()
    .map(readSlice)
    .sort((p, q) => p.along - q.along);
  const [{ width, height }] = slices as [Slice];
  const data = new Int16Array(width * height * slices.length);
  for (const [k, slice] of slices.entries()) data.set(slice.data, k * width * height);
  return { data, width, height, depth: slices.length, photometric: 'MONOCHROME2' };
}

/** The same with its slices in another order. */
export function reordered(volume: PixelVolume, order: readonly number[]): PixelVolume {
  const size = volume.width * volume.height;
  const data = new Int16Array(volume.data.length);
  for (const [k, from] of order.entries()) {
    data.set(volume.data.subarray(from * size, (from + 1) * size) as Int16Array, k * size);
  }
  return { ...volume, data };
}
