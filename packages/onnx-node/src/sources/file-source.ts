import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ByteSource, checkRange, MedicoSamError } from '@medicosam/core';

/** One read of Node takes less than 2 GB. */
const MOST_AT_ONCE = 1 << 30;
/** As much of a file as is held while it is hashed. */
const HASHED_AT_ONCE = 1 << 22;

/**
 * A file as a {@link ByteSource}: opened once, read piece by piece.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`; its message does not name the file, which may be a patient's.
 */
export async function fileSource(path: string): Promise<ByteSource> {
  let handle: FileHandle;
  let size: number;
  try {
    handle = await open(path);
  } catch (cause) {
    throw unreadable(cause);
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new TypeError('It is not a file.');
    size = stats.size;
  } catch (cause) {
    await handle.close();
    throw unreadable(cause);
  }
  let closing: Promise<void> | undefined;
  const fill = async (bytes: Uint8Array, offset: number) => {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await readSome(handle, bytes, done, offset + done);
      if (bytesRead === 0) throw unreadable(new RangeError(`It ends at byte ${offset + done}.`));
      done += bytesRead;
    }
  };
  return {
    size,
    path: resolve(path),
    async read(offset, length) {
      checkRange(size, offset, length);
      const bytes = new Uint8Array(length);
      await fill(bytes, offset);
      return bytes;
    },
    async sha256() {
      const hash = createHash('sha256');
      const bytes = new Uint8Array(Math.min(size, HASHED_AT_ONCE));
      for (let offset = 0; offset < size; offset += bytes.length) {
        const part = bytes.subarray(0, Math.min(bytes.length, size - offset));
        await fill(part, offset);
        hash.update(part);
      }
      return hash.digest('hex');
    },
    close() {
      closing ??= handle.close();
      return closing;
    },
  };
}

async function readSome(handle: FileHandle, bytes: Uint8Array, from: number, position: number) {
  try {
    return await handle.read(bytes, from, Math.min(bytes.length - from, MOST_AT_ONCE), position);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): MedicoSamError {
  const { code, message } = cause as { code?: string; message?: string };
  return new MedicoSamError('FILE_UNREADABLE', {
    message: `A file cannot be read: ${code ?? message ?? String(cause)}`,
    hint: 'Check the path and the permissions.',
    cause,
    details: code === undefined ? {} : { code },
  });
}
