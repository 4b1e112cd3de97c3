import { type ByteSource, checkRange, MedicoSamError } from '@medicosam/core';
import type { BlobLike } from '../../platform.js';

/** A file in the browser's storage, or a dropped one, read range by range and never whole. */
export function blobSource(blob: BlobLike): ByteSource {
  return {
    size: blob.size,
    async read(offset, length) {
      checkRange(blob.size, offset, length);
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new MedicoSamError('FILE_UNREADABLE', {
          message: `${length} bytes from byte ${offset} of a file cannot be read.`,
          hint: 'A dropped file that was changed has to be dropped again; a model that was removed, pulled again.',
          cause,
        });
      }
    },
    close: async () => {},
  };
}
