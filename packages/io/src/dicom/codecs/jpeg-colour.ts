import { frameInvalid } from './frame-codec.js';

const isText = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/**
 * A colour JPEG that says itself whether it is YCbCr. An Adobe segment or components named R, G, B decide, as for
 * libjpeg; without them what the data set says, and not that a JFIF segment is there.
 *
 * @param isYbr - what the data set says.
 * @param isFinal - `isYbr` holds whatever the file says.
 */
export function withColourTransform(bytes: Uint8Array, isYbr: boolean, isFinal: boolean): Uint8Array {
  const kept: Uint8Array[] = [];
  let transform = isYbr ? 1 : 0;
  let at = 2;
  for (; at + 4 <= bytes.byteLength; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw frameInvalid('has no JPEG marker where one belongs');
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) break;
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    const isAdobe = marker === 0xee && isText(bytes, at + 4, 'Adobe');
    const isJfif = marker === 0xe0 && isText(bytes, at + 4, 'JFIF');
    if (isAdobe && !isFinal) transform = bytes[at + 15] ? 1 : 0;
    const isFrame = marker >= 0xc0 && marker <= 0xc2;
    if (isFrame && bytes[at + 10] === 82 && bytes[at + 13] === 71 && bytes[at + 16] === 66) transform = 0;
    if (!isAdobe && !isJfif) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const adobe = [0xff, 0xee, 0, 14, 65, 100, 111, 98, 101, 0, 100, 0, 0, 0, 0, transform];
  const parts = [Uint8Array.of(0xff, 0xd8, ...adobe), ...kept, bytes.subarray(at)];
  const out = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.byteLength;
  }
  return out;
}
