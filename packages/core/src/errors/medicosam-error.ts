import type { ErrorCode } from './codes.js';

/** Shared by every installed copy of this package, so that two copies recognise each other's errors. */
const MARKER = Symbol.for('medicosam.error');

/** What goes with an error beside its code. */
export interface ErrorParts {
  /** The rule and the actual value. Never a patient's name, a patient's file path or pixel data. */
  readonly message: string;
  /** What to do next, for a person. */
  readonly hint?: string | undefined;
  /** The error of a runtime or library that led to this one. */
  readonly cause?: unknown;
  /** Facts for programs. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Every error that these packages raise on purpose, except an abort, which rejects with the signal's reason.
 *
 * Recognise it with {@link isMedicoSamError} rather than `instanceof`: the marker survives duplicate installs.
 */
export class MedicoSamError extends Error {
  override readonly name = 'MedicoSamError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, parts: ErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = code;
    this.hint = parts.hint;
    this.details = parts.details ?? {};
    Object.defineProperty(this, MARKER, { value: true });
  }
}

/** Whether a value is a {@link MedicoSamError}, of one of the given codes when there are any. */
export function isMedicoSamError(error: unknown, ...codes: readonly ErrorCode[]): error is MedicoSamError {
  if (typeof error !== 'object' || error === null || !(MARKER in error)) return false;
  return codes.length === 0 || codes.includes((error as unknown as MedicoSamError).code);
}

/** Asked for, not available and harmless: what a result carries instead of an error. */
export interface Warning {
  /** Stable code in capitals, such as `NORMALISATION_CHOSEN` or `DEVICE_SKIPPED`. */
  readonly code: string;
  readonly message: string;
}
