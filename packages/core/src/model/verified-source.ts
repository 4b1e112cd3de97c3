import type { ByteSource } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { sha256 } from '../platform.js';

/**
 * A graph file that is checked against its hash whenever it is read whole. (Weights are not: 20 MB to 2.5 GB at
 * each load are `medicosam inspect`'s work; of them the size is checked.) Where the platform has no SHA-256, on a
 * page not served over HTTPS, nothing is checked.
 */
export function verifiedSource(source: ByteSource, file: string, expected: string): ByteSource {
  return {
    size: source.size,
    path: source.path,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      const isWhole = offset === 0 && length === source.size;
      const actual = isWhole ? await sha256(bytes) : undefined;
      if (actual !== undefined && actual !== expected) {
        throw mismatch(`The SHA-256 of ${file} is ${actual}, the manifest says ${expected}.`, file);
      }
      return bytes;
    },
    close: () => source.close(),
  };
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
