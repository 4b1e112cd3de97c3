import { type ByteSource, isMedicoSamError } from '@medicosam/core';
import { unreadable } from './unreadable.js';

/**
 * Exactly `length` bytes of a checkpoint, as a view and as bytes.
 *
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE` when they lie outside the file or cannot be read.
 */
export async function readWindow(
  source: ByteSource,
  offset: number,
  length: number,
  what: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; view: DataView<ArrayBuffer> }> {
  if (!(offset >= 0 && length >= 0 && offset + length <= source.size)) {
    throw unreadable(
      `${what} lies outside the file: ${length} bytes from byte ${offset}, the file has ${source.size}.`,
      'The file is cut off: fetch it again.',
    );
  }
  const bytes = await source.read(offset, length).catch((error: unknown) => {
    throw isMedicoSamError(error) ? unreadable(`${what} cannot be read.`, error.hint, error) : error;
  });
  if (bytes.byteLength !== length) {
    throw unreadable(`${what} is ${length} bytes long, only ${bytes.byteLength} could be read.`);
  }
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** A 64-bit count or offset as a number; NaN, which fits no range, where it is not exact. */
export function readUint64(view: DataView, offset: number): number {
  const value = view.getBigUint64(offset, true);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : Number.NaN;
}
