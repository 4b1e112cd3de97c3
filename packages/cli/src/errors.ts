import { isMedicoSamError } from '@medicosam/core';
import { EXIT_CODE_OF, EXIT_CODES, type ExitCode } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** An error as it is shown and as `--json` gives it. */
export interface ErrorReport {
  /** A code of `docs/errors.md`, or `USAGE`, `INTERRUPTED`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What is shown of an error, and what the process ends with. */
export function describeError(error: unknown): { readonly report: ErrorReport; readonly exitCode: ExitCode } {
  if (error instanceof UsageError) {
    return { report: reportOf('USAGE', error.message, error.hint), exitCode: EXIT_CODES.usage };
  }
  if (isMedicoSamError(error)) {
    return {
      report: reportOf(error.code, error.message, error.hint),
      exitCode: EXIT_CODE_OF[error.code] ?? EXIT_CODES.internal,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    report: reportOf(
      'INTERNAL',
      message,
      'This is a bug. Run again with --debug and report the stack, without patient data.',
    ),
    exitCode: EXIT_CODES.internal,
  };
}

/** The lines for people: code and message, then the hint. */
export const errorText = ({ code, message, hint }: ErrorReport): string =>
  `error ${code}: ${message}${hint ? `\nhint: ${hint}` : ''}`;

/** The stack and the stacks of its causes, for `--debug`. */
export function stackText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

const reportOf = (code: string, message: string, hint: string | undefined): ErrorReport =>
  hint ? { code, message, hint } : { code, message };
