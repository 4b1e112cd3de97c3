import { MedicoSamError } from '../errors/medicosam-error.js';
import { checkRange } from './byte-sources.js';
import type { ByteSource } from './sources.js';

/** A range of a `Blob`. */
export interface BlobSlice {
  /** Reads the range into memory of its own; rejects when the file was changed or moved since it was chosen. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The part of `Blob` that is used; `Blob` and `File` of browsers and of Node fit. */
export interface BlobLike {
  /** Size in bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`, not yet read. */
  slice(start: number, end: number): BlobSlice;
}

/** A browser's `File` or `Blob` as a {@link ByteSource}: read piece by piece, never whole. */
export function blobSource(blob: BlobLike): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) => {
      checkRange(blob.size, offset, length);
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new MedicoSamError('FILE_UNREADABLE', {
          message: `${length} bytes from byte ${offset} of a file cannot be read.`,
          hint: 'Choose the file again: a browser lets go of one that was changed or moved. A stored model that was removed is pulled again.',
          cause,
        });
      }
    },
    close: async () => {},
  };
}
