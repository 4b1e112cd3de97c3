import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { MedicoSamError, readSessionRecord, type SessionRecord } from '@medicosam/core';
import { writeFileAtomic } from '@medicosam/io/node';
import { errorCode } from '../system-error.js';
import { UsageError } from '../usage-error.js';

/**
 * Reads a session record.
 *
 * @throws MedicoSamError `FILE_UNREADABLE`, `RECORD_INVALID`.
 */
export async function readSessionFile(path: string): Promise<SessionRecord> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `The session file cannot be read (${errorCode(cause)}).`,
      hint: 'Check the path that --session names. To save a session, say what to segment: --point, --box or --prompts.',
      cause,
    });
  });
  return readSessionRecord(bytes);
}

/**
 * Before any work: a record is an audit trail, and none is written over.
 *
 * @throws UsageError for a file that exists, or a name that does not end in `.json`.
 */
export async function checkNewSessionFile(path: string): Promise<void> {
  if (extname(path).toLowerCase() !== '.json') {
    throw new UsageError(`--session names a file that ends in .json, got ${path}.`);
  }
  if ((await stat(path).catch(() => undefined)) === undefined) return;
  throw new UsageError(
    `The session file ${path} exists, and saving would write over it.`,
    'Give another name or remove the file; to replay it, leave points, boxes, masks and --prompts out.',
  );
}

/** @throws MedicoSamError `FILE_UNWRITABLE`. */
export const writeSessionFile = (path: string, record: SessionRecord): Promise<void> =>
  writeFileAtomic(path, `${JSON.stringify(record, null, 1)}\n`);
