import { MedicoSamError } from '@medicosam/core';

/**
 * Memory for the values of a file.
 *
 * @throws MedicoSamError `OUT_OF_MEMORY`.
 */
export function allocate(format: string, size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new MedicoSamError('OUT_OF_MEMORY', {
      message: `The values of the ${format} file take ${Math.ceil(size / 2 ** 20)} MB, which are not to be had.`,
      hint: 'Reduce or crop the volume.',
      cause,
    });
  }
}

/**
 * A copy of a range of bytes, in a buffer of its own.
 *
 * @throws MedicoSamError `OUT_OF_MEMORY`.
 */
export function copyOf(
  format: string,
  bytes: Uint8Array,
  start: number,
  end: number,
): Uint8Array<ArrayBuffer> {
  const copy = allocate(format, end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}
