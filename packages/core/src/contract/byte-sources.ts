import { MedicoSamError } from '../errors/medicosam-error.js';
import type { ByteSource } from './sources.js';

/** Bytes in memory as a {@link ByteSource}. Each read is a copy; the bytes given stay the caller's. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    read: async (offset, length) => {
      checkRange(bytes.byteLength, offset, length);
      const copy = new Uint8Array(length);
      copy.set(bytes.subarray(offset, offset + length));
      return copy;
    },
    close: async () => {},
  };
}

/**
 * Checks a read against the size of what is read, for writers of a {@link ByteSource}.
 *
 * @throws MedicoSamError `FILE_UNREADABLE` when the range lies outside.
 */
export function checkRange(size: number, offset: number, length: number): void {
  const isInside =
    Number.isSafeInteger(offset) &&
    Number.isSafeInteger(length) &&
    offset >= 0 &&
    length >= 0 &&
    offset + length <= size;
  if (isInside) return;
  throw new MedicoSamError('FILE_UNREADABLE', {
    message: `A read lies inside the ${size} bytes of its source, got ${length} bytes from byte ${offset}.`,
    hint: 'The file is cut off, or belongs to another version: copy or convert it again.',
  });
}
