import { Unzlib } from 'fflate';
import { formatInvalid } from '../format-errors.js';
import type { PngColour, PngHeader, PngStructure } from './png-structure.js';

const SAMPLES: Readonly<Record<PngColour, number>> = {
  grey: 1,
  palette: 1,
  'grey-alpha': 2,
  rgb: 3,
  'rgb-alpha': 4,
};

/** Bytes of one filtered image: a filter byte and packed samples, a row. */
const passBytes = (width: number, height: number, bitsPerPixel: number): number =>
  width === 0 ? 0 : height * (1 + Math.ceil((width * bitsPerPixel) / 8));

/** Bytes that the compressed pixels of a PNG must unfold to: one image, or the seven of Adam7. */
function inflatedSize({ width, height, depth, colour, interlaced }: PngHeader): number {
  const bits = depth * SAMPLES[colour];
  if (!interlaced) return passBytes(width, height, bits);
  const across = (size: number, start: number, step: number) => Math.max(0, Math.ceil((size - start) / step));
  return ADAM7.reduce(
    (sum, [x, y, dx, dy]) => sum + passBytes(across(width, x, dx), across(height, y, dy), bits),
    0,
  );
}

/** Start and step along x and y of each pass (PNG, 8.2). */
const ADAM7: readonly (readonly [x: number, y: number, dx: number, dy: number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Deflate unfolds to at most 1032 times its size, so that a slice stays below 5 MB. */
const SLICE_BYTES = 1 << 12;

/**
 * Unfolds the pixels once without keeping them, and compares their size with the header's: the decoder keeps
 * whatever comes, and 1 MB of IDAT can hold 1 GB of zeros.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function checkInflatedSize({ header, data }: PngStructure): void {
  const expected = inflatedSize(header);
  let size = 0;
  const inflator = new Unzlib((chunk) => {
    size += chunk.byteLength;
  });
  try {
    for (const piece of data) {
      for (let offset = 0; offset < piece.byteLength && size <= expected; offset += SLICE_BYTES) {
        inflator.push(piece.subarray(offset, offset + SLICE_BYTES), false);
      }
    }
    if (size <= expected) inflator.push(new Uint8Array(0), true);
  } catch (cause) {
    throw formatInvalid('PNG', 'has pixels that cannot be unfolded', cause);
  }
  if (size !== expected) {
    const actual = size > expected ? `more than ${expected}` : `${size}`;
    throw formatInvalid('PNG', `unfolds to ${actual} bytes, its header says ${expected}`);
  }
}
