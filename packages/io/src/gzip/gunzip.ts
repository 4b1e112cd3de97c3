import { Gunzip } from 'fflate';
import { formatInvalid } from '../format-errors.js';
import { allocate } from '../voxels/allocate.js';
import { updateCrc32 } from './crc32.js';

/** Deflate unfolds to at most this many times its size. */
export const MAX_DEFLATE_RATIO = 1032;

/** A slice unfolds to less than 17 MB, so that a file is stopped soon after it grew too long. */
const SLICE_BYTES = 1 << 14;
const HEAD_SLICE_BYTES = 1 << 10;

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/**
 * Unfolds gzip (RFC 1952, any number of members) piece by piece until `take` answers false. The checksum of each
 * member that was unfolded whole is compared.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
function unfold(format: string, bytes: Uint8Array, take: (chunk: Uint8Array) => boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = 0;
  let goesOn = true;
  const checkMember = (end: number) => {
    if (end < 18 || view.getUint32(end - 8, true) !== crc) {
      throw formatInvalid(format, 'is cut off or damaged: the checksum of its gzip data is wrong');
    }
    crc = 0;
  };
  const stream = new Gunzip((chunk) => {
    if (!goesOn) return;
    crc = updateCrc32(crc, chunk);
    goesOn = take(chunk);
  });
  // Called before the next member's bytes are.
  stream.onmember = (start) => goesOn && checkMember(start);
  try {
    for (let offset = 0; goesOn && offset < bytes.length; offset += SLICE_BYTES) {
      stream.push(bytes.subarray(offset, offset + SLICE_BYTES), false);
    }
  } catch (cause) {
    if (!goesOn) return;
    throw formatInvalid(format, 'has gzip data that cannot be unfolded', cause);
  }
  if (goesOn) checkMember(bytes.length);
}

/** The first bytes of what gzip unfolds to, fewer than `length` where there are no more. */
export function gunzipHead(format: string, bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(length);
  let filled = 0;
  const stream = new Gunzip((chunk) => {
    const part = chunk.subarray(0, length - filled);
    head.set(part, filled);
    filled += part.length;
  });
  try {
    for (let offset = 0; filled < length && offset < bytes.length; offset += HEAD_SLICE_BYTES) {
      stream.push(bytes.subarray(offset, offset + HEAD_SLICE_BYTES), false);
    }
  } catch (cause) {
    if (filled < length) throw formatInvalid(format, 'has gzip data that cannot be unfolded', cause);
  }
  return head.subarray(0, filled);
}

/** What to keep of what gzip unfolds to. */
export interface GzipRange {
  readonly start: number;
  readonly end: number;
  /** Bytes that the file must unfold to, at least. */
  readonly total: number;
}

/**
 * A range of what gzip unfolds to. All of it is unfolded and its checksum compared, the range alone is kept. Longer
 * data is left at `total`, unchecked.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it is damaged, or shorter than `total`; `OUT_OF_MEMORY`.
 */
export function gunzipRange(
  format: string,
  bytes: Uint8Array,
  { start, end, total }: GzipRange,
): { readonly data: Uint8Array<ArrayBuffer>; readonly isLonger: boolean } {
  const tooShort = (size: string) =>
    formatInvalid(format, `is cut off: it unfolds to ${size} bytes, its header says ${total}`);
  if (total > bytes.length * MAX_DEFLATE_RATIO) {
    throw tooShort(`at most ${bytes.length * MAX_DEFLATE_RATIO}`);
  }
  const data = allocate(format, end - start);
  let position = 0;
  unfold(format, bytes, (chunk) => {
    const from = Math.max(start, position);
    const to = Math.min(end, position + chunk.length);
    if (from < to) data.set(chunk.subarray(from - position, to - position), from - start);
    position += chunk.length;
    return position <= total;
  });
  if (position < total) throw tooShort(`${position}`);
  return { data, isLonger: position > total };
}
