import { Inflate } from 'fflate';
import { formatInvalid, formatUnsupported } from '../../format-errors.js';

/** Deflate unfolds to at most 1032 times its size, so that a slice stays below 5 MB. */
const SLICE_BYTES = 1 << 12;

/**
 * Unfolds raw deflate data, of which no more than `maxBytes` may come.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` beyond `maxBytes`.
 */
export function inflateBounded(bytes: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflator = new Inflate((chunk) => {
    size += chunk.byteLength;
    chunks.push(chunk);
  });
  try {
    for (let offset = 0; offset < bytes.byteLength && size <= maxBytes; offset += SLICE_BYTES) {
      inflator.push(bytes.subarray(offset, offset + SLICE_BYTES), offset + SLICE_BYTES >= bytes.byteLength);
    }
  } catch (cause) {
    throw formatInvalid('DICOM', 'has deflated data that cannot be unfolded', cause);
  }
  if (size > maxBytes) {
    throw formatUnsupported(
      'DICOM',
      `unfolds to more than ${maxBytes} bytes`,
      'Raise maxMemoryBytes if you trust the file.',
    );
  }
  const out = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    out.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return out;
}
