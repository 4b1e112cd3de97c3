import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isAlive } from '../../cache/lock/turns.js';
import { sha256Text } from '../../hashing/sha256-text.js';

/** A file that was being written for so long was left, whoever wrote it. */
const LEFT_AFTER_MS = 60 * 60 * 1000;

const host = sha256Text(hostname()).slice(0, 8);

/** The name of a file that this process is writing. */
export const temporaryName = (): string => `${randomUUID()}.${process.pid}.${host}.tmp`;

/** Whether a file is one that is being written, or was. */
export const isTemporary = (name: string): boolean => /^[0-9a-f-]{36}\.\d+\.[0-9a-f]{8}\.tmp$/.test(name);

/** Whether nobody writes a temporary file any more: its process is gone, or it is old. */
export function isLeft(name: string, modifiedAtMs: number): boolean {
  const [, pid, writtenOn] = name.split('.');
  return (writtenOn === host && !isAlive(Number(pid))) || Date.now() - modifiedAtMs > LEFT_AFTER_MS;
}
