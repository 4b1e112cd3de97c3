import type { TextStream } from './output.js';

/** Between two redraws on a terminal, and between two lines in a log. */
const REDRAW_MS = { terminal: 80, log: 5000 } as const;

/** One line that is drawn over on a terminal, and a line now and then in a log. */
export class ProgressLine {
  #shown = '';
  #what = '';
  #drawnAt = 0;

  constructor(
    readonly stream: TextStream,
    readonly quiet: boolean,
    readonly now: () => number = () => performance.now(),
  ) {}

  show(what: string, fraction?: number): void {
    if (this.quiet) return;
    const isNew = what !== this.#what;
    const interval = this.stream.isTTY ? REDRAW_MS.terminal : REDRAW_MS.log;
    if (!isNew && this.now() - this.#drawnAt < interval) return;
    this.#what = what;
    this.#drawnAt = this.now();
    const text = fraction === undefined ? `${what} …` : `${what} ${Math.floor(fraction * 100)} %`;
    if (!this.stream.isTTY) {
      this.stream.write(`${text}\n`);
      return;
    }
    const fitting = text.slice(0, (this.stream.columns ?? 80) - 1);
    this.stream.write(`\r${fitting}${' '.repeat(Math.max(0, this.#shown.length - fitting.length))}`);
    this.#shown = fitting;
  }

  clear(): void {
    if (this.#shown) this.stream.write(`\r${' '.repeat(this.#shown.length)}\r`);
    this.#shown = '';
    this.#what = '';
  }
}
