import type { Progress } from '@medicosam/core';
import { type ErrorReport, errorText } from './errors.js';
import { ProgressLine } from './progress-line.js';

/** A stream that text goes to. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** How a command speaks. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** Results to stdout, everything else to stderr: what comes through a pipe is a result. */
export class Output {
  readonly #options: OutputOptions;
  readonly #progress: ProgressLine;
  #hasAnswered = false;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#progress = new ProgressLine(options.stderr, options.quiet);
  }

  get json(): boolean {
    return this.#options.json;
  }

  /** The result: as JSON where that was asked for, else as text. */
  result(value: unknown, text: () => string): void {
    this.#progress.clear();
    const shown = this.json ? JSON.stringify(value, null, 2) : text();
    if (shown) this.#options.stdout.write(ensureNewline(shown));
    this.#hasAnswered = true;
  }

  /** A part of the result that people see as soon as it is there; JSON waits for the whole. */
  part(text: string): void {
    this.#progress.clear();
    if (!this.json) this.#options.stdout.write(ensureNewline(text));
  }

  /** For what is slow: `what` names it, `progress` says how far it is. */
  progress(what: string, progress?: Pick<Progress, 'fraction'>): void {
    this.#progress.show(what, progress?.fraction);
  }

  /** Something to know that is no result. */
  note(text: string): void {
    this.#progress.clear();
    if (!this.#options.quiet) this.#options.stderr.write(ensureNewline(text));
  }

  /** Something that went wrong and does not end the run: told even with `--quiet`. */
  problem(text: string): void {
    this.#progress.clear();
    this.#options.stderr.write(ensureNewline(text));
  }

  /** An error, for people; with `--json` also as the result, where there was none yet. */
  error(report: ErrorReport): void {
    this.#progress.clear();
    this.#options.stderr.write(`${errorText(report)}\n`);
    if (this.json && !this.#hasAnswered) this.result({ error: report }, () => '');
  }

  /** Takes the progress line away. */
  clear(): void {
    this.#progress.clear();
  }
}

const ensureNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
