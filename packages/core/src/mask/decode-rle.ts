import { MedicoSamError } from '../errors/medicosam-error.js';
import type { BinaryMask } from './binary-mask.js';
import type { CompressedRle, Rle } from './rle.js';

/** 16384 × 16384: a mask read from a file must not decide how much memory is taken. */
const MAX_PIXELS = 2 ** 28;

const invalid = (message: string) => new MedicoSamError('FORMAT_INVALID', { message });

function checkSize([height, width]: Rle['size'], maxPixels: number): void {
  const whole = Number.isInteger(height) && Number.isInteger(width) && height >= 0 && width >= 0;
  if (whole && height * width <= maxPixels) return;
  throw invalid(
    `The size of run lengths is [height, width] of at most ${maxPixels} pixels, got [${height}, ${width}].`,
  );
}

/**
 * The mask of COCO's uncompressed run lengths.
 *
 * @param maxPixels refuses larger sizes before any memory is taken.
 * @throws MedicoSamError `FORMAT_INVALID` for a size that is not or too large, for counts that are not whole numbers
 *   of 0 or more, or that do not add up to the size.
 */
export function decodeRle({ size, counts }: Rle, maxPixels = MAX_PIXELS): BinaryMask {
  checkSize(size, maxPixels);
  const [height, width] = size;
  const pixels = height * width;
  let total = 0;
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0)
      throw invalid(`A run length is a whole number of 0 or more, got ${count}.`);
    total += count;
    if (total > pixels) break;
  }
  if (total !== pixels) {
    throw invalid(
      `Run lengths of ${height} × ${width} add up to ${pixels}, got ${total}${total > pixels ? ' or more' : ''}.`,
    );
  }
  const bits = new Uint8Array(pixels);
  let at = 0;
  for (const [index, count] of counts.entries()) {
    if (index % 2 === 0) {
      at += count;
      continue;
    }
    for (const end = at + count; at < end; at++) bits[(at % height) * width + Math.floor(at / height)] = 1;
  }
  return { bits, width, height };
}

/** Bits of a count in one character, and the mark that more follow. */
const DIGIT_BITS = 5;
const MORE = 1 << DIGIT_BITS;
const SIGN = 1 << (DIGIT_BITS - 1);
const FIRST_CHARACTER = 48;
/** 35 bits: more than any size within the bounds needs, and exact in a double. */
const MAX_DIGITS = 7;

/**
 * COCO's uncompressed run lengths from the compressed string.
 *
 * @throws MedicoSamError `FORMAT_INVALID` for characters out of range, a string cut off within a count, a count
 *   that is negative or longer than any, or more counts than pixels allow.
 */
export function decompressRle({ size, counts: text }: CompressedRle, maxPixels = MAX_PIXELS): Rle {
  checkSize(size, maxPixels);
  const counts: number[] = [];
  let at = 0;
  while (at < text.length) {
    let value = 0;
    let digits = 0;
    for (let more = true; more; ) {
      const code = text.charCodeAt(at++) - FIRST_CHARACTER;
      if (!(code >= 0 && code < 2 * MORE)) {
        throw invalid(
          at > text.length
            ? 'A compressed run-length string ends within a count.'
            : `A compressed run-length string has characters from "0" to "o", got code ${code + FIRST_CHARACTER} at ${at - 1}.`,
        );
      }
      value += (code & (MORE - 1)) * 2 ** (DIGIT_BITS * digits++);
      more = (code & MORE) !== 0;
      if (more && digits === MAX_DIGITS)
        throw invalid(`A count in a compressed run-length string has more than ${MAX_DIGITS} characters.`);
      if (!more && (code & SIGN) !== 0) value -= 2 ** (DIGIT_BITS * digits);
    }
    // From the fourth count on, the string holds the difference to the last count of the same value.
    if (counts.length > 2) value += counts[counts.length - 2] as number;
    if (value < 0) throw invalid(`A run length is 0 or more, got ${value} as count ${counts.length}.`);
    counts.push(value);
  }
  return { size, counts };
}
