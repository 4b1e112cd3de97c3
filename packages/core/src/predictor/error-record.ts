import { ERROR_CODES, type ErrorCode } from '../errors/codes.js';
import { isMedicoSamError, MedicoSamError } from '../errors/medicosam-error.js';
import { DOMException } from '../platform.js';

/** An error as plain data: what crosses a port. */
export interface ErrorRecord {
  /** Of a `MedicoSamError`; absent of any other. */
  readonly code?: string | undefined;
  readonly name: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** What led to it, down to a depth of 4. */
  readonly cause?: ErrorRecord | undefined;
}

/** An error as plain data. Of `details` only what JSON can carry crosses. */
export function toErrorRecord(error: unknown, depth = 4): ErrorRecord {
  if (!(error instanceof Error) && !isMedicoSamError(error)) return { name: 'Error', message: String(error) };
  const { name, message, cause } = error;
  const inner = cause === undefined || depth === 0 ? undefined : toErrorRecord(cause, depth - 1);
  if (!isMedicoSamError(error)) return { name, message, cause: inner };
  const { code, hint, details } = error;
  return { code, name, message, hint, details: plain(details), cause: inner };
}

function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(details));
  } catch {
    return {};
  }
}

/** The error of a record: a `MedicoSamError`, a `DOMException` where it was an abort, else an `Error`. */
export function fromErrorRecord(record: ErrorRecord): Error {
  const { code, name, message, hint, details } = record;
  const cause = record.cause === undefined ? undefined : fromErrorRecord(record.cause);
  if (code !== undefined) {
    // A code of a newer version on the other side is kept as it is: programs may know it.
    const known = code in ERROR_CODES ? (code as ErrorCode) : ('INTERNAL' as const);
    return new MedicoSamError(known, {
      message: known === code ? message : `${code}: ${message}`,
      hint,
      details,
      cause,
    });
  }
  if (name === 'AbortError' || name === 'TimeoutError') return new DOMException(message, name);
  const error = new Error(message, cause === undefined ? undefined : { cause });
  error.name = name;
  return error;
}
