import type { Output } from './output.js';

/** What every command is given beside its arguments. */
export interface CommandContext {
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
