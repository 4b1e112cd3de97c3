import { Unzlib } from 'fflate';
import { formatInvalid } from '../format-errors.js';
import { MAX_DEFLATE_RATIO } from '../gzip/gunzip.js';
import { decodeLzw } from './lzw.js';
import type { TiffCompression } from './tiff-page.js';

/** How many times its size a block can unfold to: LZW's longest code has 12 bits and stands for 3,838 bytes. */
const MAX_RATIO: Readonly<Record<TiffCompression, number>> = {
  none: 1,
  packbits: 64,
  deflate: MAX_DEFLATE_RATIO,
  lzw: 2600,
};

/** Bytes that are unfolded at a time, so that a block is stopped soon after it is full. */
const SLICE_BYTES = 1 << 14;

/**
 * The first `size` bytes that a strip or tile unfolds to; more are left.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when there are fewer.
 */
export function unfoldBlock(
  bytes: Uint8Array,
  compression: TiffCompression,
  size: number,
): Uint8Array<ArrayBuffer> {
  const cutOff = (found: string) =>
    formatInvalid('TIFF', `is cut off: a block of it unfolds to ${found} bytes, expected are ${size}`);
  // Before anything is allocated for it.
  const most = bytes.length * MAX_RATIO[compression];
  if (most < size) throw cutOff(`at most ${most}`);
  const out = new Uint8Array(size);
  const found = unfoldInto(bytes, compression, out);
  if (found < size) throw cutOff(`${found}`);
  return out;
}

function unfoldInto(bytes: Uint8Array, compression: TiffCompression, out: Uint8Array): number {
  switch (compression) {
    case 'none':
      out.set(bytes.subarray(0, out.length));
      return Math.min(bytes.length, out.length);
    case 'lzw':
      return decodeLzw(bytes, out);
    case 'packbits':
      return decodePackBits(bytes, out);
    case 'deflate':
      return inflate(bytes, out);
  }
}

/** TIFF 6.0, section 9. */
function decodePackBits(bytes: Uint8Array, out: Uint8Array): number {
  let to = 0;
  for (let at = 0; at < bytes.length && to < out.length; ) {
    const control = bytes[at++] as number;
    if (control === 128) continue;
    const count = control < 128 ? control + 1 : 257 - control;
    const end = Math.min(to + count, out.length);
    if (control < 128) {
      const run = bytes.subarray(at, at + end - to);
      out.set(run, to);
      at += count;
      to += run.length;
    } else {
      out.fill(bytes[at++] ?? 0, to, end);
      to = end;
    }
  }
  return to;
}

function inflate(bytes: Uint8Array, out: Uint8Array): number {
  let to = 0;
  const stream = new Unzlib((chunk) => {
    const part = chunk.subarray(0, out.length - to);
    out.set(part, to);
    to += part.length;
  });
  try {
    for (let offset = 0; offset < bytes.length && to < out.length; offset += SLICE_BYTES) {
      stream.push(bytes.subarray(offset, offset + SLICE_BYTES), false);
    }
  } catch (cause) {
    if (to < out.length) throw formatInvalid('TIFF', 'has deflated data that cannot be unfolded', cause);
  }
  return to;
}
