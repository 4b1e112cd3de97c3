import { formatInvalid } from '../format-errors.js';

const CLEAR = 256;
const END = 257;
const MAX_CODES = 4096;

/**
 * LZW as TIFF has it: the high bits first, codes grow one early (TIFF 6.0, section 13). Stops when `out` is full.
 *
 * @returns how many bytes were written
 * @throws MedicoSamError `FORMAT_INVALID` for a code that does not exist yet.
 */
export function decodeLzw(bytes: Uint8Array, out: Uint8Array): number {
  // Each code is the code before it and one byte more.
  const prefixes = new Uint16Array(MAX_CODES);
  const lasts = new Uint8Array(MAX_CODES);
  const firsts = new Uint8Array(MAX_CODES);
  const lengths = new Uint16Array(MAX_CODES);
  for (let code = 0; code < 256; code++) {
    lasts[code] = code;
    firsts[code] = code;
    lengths[code] = 1;
  }
  let next = END + 1;
  let width = 9;
  let previous = -1;
  let written = 0;
  let buffer = 0;
  let available = 0;
  for (let at = 0; written < out.length; ) {
    while (available < width && at < bytes.length) {
      buffer = ((buffer << 8) | (bytes[at++] as number)) & 0xffffff;
      available += 8;
    }
    if (available < width) break;
    available -= width;
    const code = (buffer >>> available) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      previous = -1;
      continue;
    }
    if (code >= next + (previous < 0 ? 0 : 1) || (previous < 0 && code > 255)) {
      throw formatInvalid('TIFF', 'has LZW data that cannot be unfolded');
    }
    if (previous >= 0 && next < MAX_CODES) {
      prefixes[next] = previous;
      firsts[next] = firsts[previous] as number;
      // A code that is defined by itself ends as it begins.
      lasts[next] = firsts[code === next ? previous : code] as number;
      lengths[next] = (lengths[previous] as number) + 1;
      next++;
      if (next >= (1 << width) - 1 && width < 12) width++;
    }
    const length = lengths[code] as number;
    for (let from = code, to = written + length - 1; to >= written; to--) {
      if (to < out.length) out[to] = lasts[from] as number;
      from = prefixes[from] as number;
    }
    written += length;
    previous = code;
  }
  return Math.min(written, out.length);
}
