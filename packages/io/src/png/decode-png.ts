import type { PixelImage } from '@medicosam/core';
import { type DecodedPng, decode } from 'fast-png';
import { checkSize, formatInvalid, formatUnsupported } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import { checkInflatedSize } from './check-inflated-size.js';
import { readPngStructure } from './png-structure.js';
import { unpackSamples } from './unpack-samples.js';

/**
 * Reads a PNG file of any colour type and depth.
 *
 * Values are the stored ones: 16 bits stay 16 (`Uint16Array`), gamma and colour profiles are not applied. Grey of
 * 1, 2 and 4 bits is widened to 8 (× 255, × 85, × 17); a palette becomes RGB; the alpha of grey is dropped, that
 * of RGB stays as the fourth channel, which models ignore. `tRNS` is ignored; of an animation comes the still.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file; `FORMAT_UNSUPPORTED` of an interlaced one with less
 *   than 8 bits a sample, and beyond the limits.
 */
export function decodePng(bytes: Uint8Array, limits: DecodeLimits = {}): PixelImage {
  const structure = readPngStructure(bytes);
  const { header } = structure;
  // Unfolded rows, pixels, and the widened copy of a palette.
  checkSize('PNG', header, header.depth === 16 ? 16 : 12, limits);
  if (header.interlaced && header.depth < 8) {
    throw formatUnsupported(
      'PNG',
      `is interlaced and has ${header.depth} bits a sample`,
      'Save it without interlacing.',
    );
  }
  checkInflatedSize(structure);
  return toPixelImage(decodeCritical(structure.critical));
}

function decodeCritical(critical: Uint8Array<ArrayBuffer>): DecodedPng {
  try {
    return decode(critical, { checkCrc: true });
  } catch (cause) {
    throw formatInvalid('PNG', 'cannot be decoded', cause);
  }
}

function toPixelImage(png: DecodedPng): PixelImage {
  const { width, height, depth, palette, channels } = png;
  const pixels = width * height;
  if (palette && channels === 1) {
    const indices = unpackSamples(png.data, width, height, depth, 1);
    return { data: applyPalette(indices, palette), width, height, channels: 3 };
  }
  if (channels === 2) {
    const data = depth === 16 ? new Uint16Array(pixels) : new Uint8Array(pixels);
    for (let i = 0; i < pixels; i++) data[i] = png.data[2 * i] ?? 0;
    return { data, width, height, channels: 1 };
  }
  if (depth < 8) {
    const data = unpackSamples(png.data, width, height, depth, 255 / (2 ** depth - 1));
    return { data, width, height, channels: 1 };
  }
  return { data: png.data, width, height, channels };
}

function applyPalette(indices: Uint8Array, palette: readonly (readonly number[])[]): Uint8Array {
  const data = new Uint8Array(indices.length * 3);
  for (const [i, index] of indices.entries()) {
    const entry = palette[index];
    if (!entry) throw formatInvalid('PNG', `uses colour ${index} of a palette of ${palette.length}`);
    data.set([entry[0] ?? 0, entry[1] ?? 0, entry[2] ?? 0], 3 * i);
  }
  return data;
}
