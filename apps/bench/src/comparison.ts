import type { GraphJob, GraphReport } from './graph-job.js';
import { interleave, median } from './interleave.js';

/** One figure of a report. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly of: (report: GraphReport) => number;
  /** Ratio ours : theirs that is aimed at. */
  readonly bar?: number | undefined;
}

/** Two graphs that answer the same question, measured in turn. */
export interface Comparison {
  readonly title: string;
  readonly ours: GraphJob;
  readonly theirs: GraphJob;
  readonly figures: readonly Figure[];
  /** Fewer rounds than asked for, of what takes minutes. */
  readonly mostRounds?: number | undefined;
}

/** One row of the table. */
export interface Row {
  readonly title: string;
  readonly figure: string;
  readonly ours: string;
  readonly theirs: string;
  readonly ratio: number;
  readonly bar: number | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** CPU seconds of the first `count` runs together. */
export const firstRuns = (count: number, bar?: number): Figure => ({
  name: `CPU s, first ${count} runs`,
  unit: 's',
  of: (report) => sum(report.cpuSeconds.slice(0, count)),
  bar,
});

/** CPU seconds of a run once warm: the median of all but the first. */
export const warmRun = (bar?: number): Figure => ({
  name: 'CPU s, warm run',
  unit: 's',
  of: (report) => median(report.cpuSeconds.slice(1)),
  bar,
});

/** Peak resident set of the whole process. */
export const peakMemory = (bar?: number): Figure => ({
  name: 'peak memory',
  unit: 'MB',
  of: (report) => report.peakMb,
  bar,
});

/** Measures a comparison: medians over interleaved fresh processes. */
export function compare(
  { title, ours, theirs, figures, mostRounds = Number.POSITIVE_INFINITY }: Comparison,
  rounds: number,
): Row[] {
  const [mine = [], other = []] = interleave([ours, theirs], Math.min(rounds, mostRounds));
  return figures.map(({ name, unit, of, bar }) => {
    const [a, b] = [median(mine.map(of)), median(other.map(of))];
    const show = (value: number) => `${value < 10 ? value.toFixed(3) : value.toFixed(0)} ${unit}`;
    return { title, figure: name, ours: show(a), theirs: show(b), ratio: a / b, bar };
  });
}
