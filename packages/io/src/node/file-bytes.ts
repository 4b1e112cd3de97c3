import { readFile as readFileBack } from 'node:fs';
import { promisify } from 'node:util';
import { MedicoSamError } from '@medicosam/core';

/** Takes a quarter less time than that of `fs/promises`, which counts in a series of hundreds. */
const readFile = promisify(readFileBack);

/** Node's own word for what went wrong: `ENOENT`, `EACCES`, … */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';

/** What is thrown of something on disk that cannot be read. */
export const unreadable = (what: string, cause: unknown): MedicoSamError =>
  // The path stays out of the message: names of patients would travel with it.
  new MedicoSamError('FILE_UNREADABLE', {
    message: `The ${what} cannot be read (${errorCode(cause)}).`,
    hint: 'Check the path and the permissions.',
    cause,
  });

/**
 * The bytes of a file, in a buffer of their own.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`.
 */
export async function fileBytes(path: string, what = 'file'): Promise<ArrayBuffer> {
  const bytes = await readFile(path).catch((cause) => {
    throw unreadable(what, cause);
  });
  // Small files share a buffer with others.
  if (bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer as ArrayBuffer;
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
