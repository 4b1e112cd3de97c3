import { MedicoSamError, type PixelData, type PixelImage, type PixelVolume } from '@medicosam/core';
import { checkSize, formatInvalid, formatUnsupported } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import { readBlocks } from './read-blocks.js';
import {
  fieldValues,
  readTiffDirectories,
  TAGS,
  type TiffFile as TiffDirectories,
} from './tiff-directory.js';
import { readTiffPage, type TiffPage } from './tiff-page.js';

/** How a TIFF file is read. */
export interface TiffOptions extends DecodeLimits {
  /** Which page, from 0; the first when absent. */
  readonly page?: number | undefined;
}

/** What can be said of a page without reading its pixels. */
export interface TiffPageInfo {
  readonly width: number;
  readonly height: number;
  /** Whether it is a smaller copy of another page. */
  readonly isReduced: boolean;
}

/** A TIFF file that was read. */
export interface TiffFile {
  /** One page: stored values. */
  readonly image: PixelImage;
  readonly page: number;
  /** All pages of the file. */
  readonly pages: readonly TiffPageInfo[];
}

/**
 * Reads a page of a TIFF or BigTIFF file: grey, RGB or palette, with or without alpha; integers of 1 to 32 bits and
 * floating point of 32 and 64; strips or tiles, samples side by side or in planes; without compression or with LZW,
 * deflate or PackBits, with predictors; either byte order.
 *
 * Values are the stored ones. Grey of 1, 2 and 4 bits is widened to 8 (× 255, × 85, × 17), a palette becomes RGB of 8
 * bits, grey's alpha is dropped. Where 0 is white the image is `MONOCHROME1`. The orientation is not applied.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file; `FORMAT_UNSUPPORTED` of what is no TIFF file, of other
 *   colours and compressions (JPEG, CCITT, …), and beyond the limits; `INVALID_ARGUMENT` when there is no such `page`.
 */
export function readTiff(bytes: Uint8Array, options: TiffOptions = {}): TiffFile {
  const file = readTiffDirectories(bytes);
  const page = choosePage(options.page ?? 0, file.directories.length);
  return {
    image: readPage(file, page, options),
    page,
    pages: pagesOf(file),
  };
}

/** Of pages of any kind: a preview is often JPEG, which is not read. */
const pagesOf = (file: TiffDirectories): TiffPageInfo[] =>
  file.directories.map((directory) => {
    const one = (tag: number) => fieldValues(file, directory, tag, 1)?.[0] ?? 0;
    return {
      width: one(TAGS.width),
      height: one(TAGS.height),
      isReduced: (one(TAGS.newSubfileType) & 1) === 1,
    };
  });

/**
 * Reads all pages of a TIFF file as the slices of a volume, without geometry; smaller copies of pages are passed over.
 *
 * @throws MedicoSamError as {@link readTiff}, and `FORMAT_UNSUPPORTED` when pages differ in size or type.
 */
export function readTiffVolume(bytes: Uint8Array, limits: DecodeLimits = {}): PixelVolume {
  const file = readTiffDirectories(bytes);
  const indices = [...pagesOf(file).entries()].filter(([, page]) => !page.isReduced).map(([index]) => index);
  const [first = 0] = indices;
  const { width, height } = readTiffPage(file, first);
  checkSize('TIFF', { width, height: height * indices.length }, PEAK_BYTES, limits);
  const slice = readPage(file, first, limits);
  const { length } = slice.data;
  const data = new (slice.data.constructor as new (length: number) => PixelData)(length * indices.length);
  for (const [z, index] of indices.entries()) {
    const image = index === first ? slice : readPage(file, index, limits);
    const isAlike =
      image.width === width &&
      image.height === height &&
      image.photometric === slice.photometric &&
      image.channels === slice.channels &&
      image.data.constructor === slice.data.constructor;
    if (!isAlike) {
      throw formatUnsupported('TIFF', 'has pages of several sizes or types', 'Read them one by one.');
    }
    data.set(image.data, z * length);
  }
  return { ...slice, data, depth: indices.length };
}

/** Bytes a pixel at the most: a block, the pixels, and the widened copy of a palette. */
const PEAK_BYTES = 12;

function choosePage(page: number, count: number): number {
  if (Number.isInteger(page) && page >= 0 && page < count) return page;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The page of this file is a whole number from 0 to ${count - 1}, got ${page}.`,
  });
}

function readPage(file: TiffDirectories, index: number, limits: DecodeLimits): PixelImage {
  const page = readTiffPage(file, index);
  const { width, height, blockWidth, blockHeight, samples, bits, photometric } = page;
  if (blockWidth < 1 || blockHeight < 1) {
    throw formatInvalid('TIFF', `states blocks of ${blockWidth} × ${blockHeight} pixels`);
  }
  // As wide as its tiles together are.
  const padded = Math.ceil(width / blockWidth) * blockWidth;
  checkSize('TIFF', { width: padded, height }, Math.max(PEAK_BYTES, (2 * samples * bits) / 8), limits);
  const data = readBlocks(file, index, page);
  if (photometric === 'palette') {
    return { data: applyPalette(file, index, page, data), width, height, channels: 3 };
  }
  const isGrey = photometric !== 'rgb';
  return {
    data: samples === 2 ? everySecond(data) : data,
    width,
    height,
    channels: isGrey ? 1 : (samples as 3 | 4),
    ...(photometric === 'white-is-zero' && { photometric: 'MONOCHROME1' }),
  };
}

function everySecond(data: PixelData): PixelData {
  const out = data.slice(0, data.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = data[2 * i] as number;
  return out;
}

function applyPalette(
  file: TiffDirectories,
  index: number,
  { samples, bits }: TiffPage,
  data: PixelData,
): Uint8Array {
  const size = 2 ** bits;
  const directory = file.directories[index] as TiffDirectories['directories'][number];
  const map = fieldValues(file, directory, TAGS.colourMap, 3 * size);
  if (map?.length !== 3 * size) throw formatInvalid('TIFF', 'has no palette, or one too short');
  // 16 bits a colour, but some writers store 8.
  const shift = Math.max(...map) > 255 ? 8 : 0;
  const pixels = data.length / samples;
  const out = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const entry = data[i * samples] as number;
    for (let colour = 0; colour < 3; colour++)
      out[3 * i + colour] = (map[colour * size + entry] as number) >> shift;
  }
  return out;
}
