import type { ByteSource } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { sha256 } from '../platform.js';

/**
 * A file that is checked against its hash whenever it is read whole. Where the platform has no SHA-256, on a page not
 * served over HTTPS, nothing is checked.
 */
export function verifiedSource(source: ByteSource, file: string, expected: string): ByteSource {
  return {
    size: source.size,
    path: source.path,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      const isWhole = offset === 0 && length === source.size;
      const actual = isWhole ? await sha256(bytes) : undefined;
      if (actual !== undefined) checkHash(actual, file, expected);
      return bytes;
    },
    close: () => source.close(),
  };
}

/** @throws MedicoSamError `MODEL_CHECKSUM_MISMATCH`. */
export function checkHash(actual: string, file: string, expected: string): void {
  if (actual === expected) return;
  throw mismatch(`The SHA-256 of ${file} is ${actual}, the manifest says ${expected}.`, file);
}

/** @throws MedicoSamError `MODEL_CHECKSUM_MISMATCH` when a file has another size than the manifest says. */
export function checkSize(source: ByteSource, file: string, bytes: number): void {
  if (source.size === bytes) return;
  throw mismatch(`${file} has ${source.size} bytes, the manifest says ${bytes}.`, file);
}

const mismatch = (message: string, file: string) =>
  new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message,
    hint: 'Copy or fetch the model again, whole, or convert the checkpoint again.',
    details: { file },
  });
