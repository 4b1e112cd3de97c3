import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PixelImage, PixelVolume } from '@medicosam/core';
import dicomParser from 'dicom-parser';

const shared =
  process.env['MEDICOSAM_SHARED'] ?? fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const data = join(shared, 'data/dicom');

/** A brain MR of 19 oblique slices. */
export const BRAIN = 'series_mr_axial_oblique';
/** An abdominal CT of 3 slices, 512 × 512. */
export const LIVER = 'series_ct_liver';
/** An ultrasound image in colour, its channels in planes. */
export const ULTRASOUND = 'color-pl.dcm';

/** Whether the files are there. */
export const hasSeries = [BRAIN, LIVER, ULTRASOUND].every((name) => existsSync(join(data, name)));

/** The files of a series. */
export const seriesFiles = (name: string): string[] =>
  name.endsWith('.dcm')
    ? [join(data, name)]
    : readdirSync(join(data, name)).map((file) => join(data, name, file));

/** The bytes of the pixels, on a buffer of their own, and the numbers of a tag. */
function readFile(path: string) {
  const bytes = readFileSync(path);
  const file = dicomParser.parseDicom(bytes);
  const pixels = file.elements['x7fe00010'];
  if (!pixels) throw new Error(`${path} has no pixels`);
  return {
    pixels: Uint8Array.from(bytes.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length)).buffer,
    numbers: (tag: string) => file.string(tag)?.split('\\').map(Number) ?? [],
    width: file.uint16('x00280011') ?? 0,
    height: file.uint16('x00280010') ?? 0,
    isCT: file.string('x00080060') === 'CT',
  };
}

/** Stored values of an uncompressed grey slice, what they mean, and where it is along the series' normal, mm. */
function readSlice(path: string) {
  const { pixels, numbers, width, height, isCT } = readFile(path);
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0] = numbers('x00200037');
  const [x = 0, y = 0, z = 0] = numbers('x00200032');
  const [slope = 1, intercept = 0] = [...numbers('x00281053'), ...numbers('x00281052')];
  const [[center], [windowWidth]] = [numbers('x00281050'), numbers('x00281051')];
  return {
    along: x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d),
    width,
    height,
    data: new Int16Array(pixels),
    ...(isCT && {
      rescale: { slope, intercept, unit: 'HU' },
      windows: [{ center: center ?? 0, width: windowWidth ?? 0 }],
    }),
  };
}

/** A series of grey slices as stored, from first to last along its normal. */
export function readVolume(name: string): PixelVolume {
  const slices = seriesFiles(name)
    .map(readSlice)
    .sort((p, q) => p.along - q.along);
  const [{ along: _, data: __, ...described }] = slices as [(typeof slices)[number]];
  const size = described.width * described.height;
  const values = new Int16Array(size * slices.length);
  for (const [k, slice] of slices.entries()) values.set(slice.data, k * size);
  return { ...described, data: values, depth: slices.length, photometric: 'MONOCHROME2' };
}

/** The same with its slices in another order. */
export function reordered(volume: PixelVolume, order: readonly number[]): PixelVolume {
  const size = volume.width * volume.height;
  const values = new Int16Array(volume.data.length);
  for (const [k, from] of order.entries()) {
    values.set(volume.data.subarray(from * size, (from + 1) * size) as Int16Array, k * size);
  }
  return { ...volume, data: values };
}

/** An image in colour whose file has one plane a channel. */
export function readColour(name: string): PixelImage {
  const [path = ''] = seriesFiles(name);
  const { pixels, width, height } = readFile(path);
  const planes = new Uint8Array(pixels);
  const size = width * height;
  const values = Uint8Array.from(
    { length: 3 * size },
    (_, at) => planes[(at % 3) * size + Math.floor(at / 3)] ?? 0,
  );
  return { data: values, width, height, channels: 3, photometric: 'RGB' };
}
