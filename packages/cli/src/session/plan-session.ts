import type { SessionRecord } from '@medicosam/core';
import { UsageError } from '../usage-error.js';
import { checkNewSessionFile, readSessionFile } from './session-file.js';

/** What is done with the file that `--session` names. */
export interface SessionPlan {
  readonly file: string;
  /** The record that is replayed; absent when one is saved. */
  readonly record?: SessionRecord | undefined;
}

/** The options that bear on sessions. */
export interface SessionOptions {
  readonly session?: string | undefined;
  readonly multimask?: boolean | undefined;
  readonly normalize?: string | undefined;
  readonly window?: string | undefined;
}

/**
 * With prompts a session is saved, without any it is replayed: the command line says which, not what lies on the disk.
 *
 * @throws UsageError; MedicoSamError as `readSessionFile`.
 */
export async function planSession(
  options: SessionOptions,
  hasPrompts: boolean,
): Promise<SessionPlan | undefined> {
  const { session: file, multimask, normalize, window } = options;
  if (file === undefined) return undefined;
  if (multimask) {
    throw new UsageError(
      '--session cannot be combined with --multimask: an object of a session has one mask.',
      'Leave one of them out.',
    );
  }
  if (hasPrompts) {
    await checkNewSessionFile(file);
    return { file };
  }
  if (normalize !== undefined || window !== undefined) {
    throw new UsageError(
      'The session that is replayed says how its image is normalised.',
      'Leave --normalize and --window out.',
    );
  }
  return { file, record: await readSessionFile(file) };
}
