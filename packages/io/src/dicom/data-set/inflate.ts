import { Inflate } from 'fflate';
import { formatInvalid, formatUnsupported } from '../../format-errors.js';

/** Deflate unfolds to at most 1032 times its size, so that a slice stays below 34 MB. */
const SLICE_BYTES = 1 << 15;
/** What pixels usually unfold to; more is made room for when it comes. */
const USUAL_RATIO = 3;

/**
 * Unfolds raw deflate data, of which no more than `maxBytes` may come.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` beyond `maxBytes`.
 */
export function inflateBounded(bytes: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(Math.min(USUAL_RATIO * bytes.byteLength, maxBytes));
  let size = 0;
  const inflator = new Inflate((chunk) => {
    const end = size + chunk.byteLength;
    if (end > out.byteLength && end <= maxBytes) {
      const larger = new Uint8Array(Math.min(2 * end, maxBytes));
      larger.set(out);
      out = larger;
    }
    if (end <= maxBytes) out.set(chunk, size);
    size = end;
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
  return out.subarray(0, size);
}
