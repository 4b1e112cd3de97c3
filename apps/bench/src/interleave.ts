import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GraphJob, GraphReport } from './graph-job.js';

const worker = fileURLToPath(new URL('./run-graph-job.js', import.meta.url));

/** The middle value; the mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[sorted.length % 2 ? middle : middle - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}

function runOnce(job: GraphJob): GraphReport {
  const run = spawnSync(process.execPath, [worker, JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${job.graph}: ${run.stderr || `exit ${run.status}`}`);
  return JSON.parse(run.stdout) as GraphReport;
}

/** Runs jobs in turn, A B A B …, each time in a fresh process, so that a drifting machine drifts for all. */
export function interleave(jobs: readonly GraphJob[], rounds: number): GraphReport[][] {
  const reports = jobs.map(() => [] as GraphReport[]);
  for (let round = 0; round < rounds; round++) {
    for (const [i, job] of jobs.entries()) reports[i]?.push(runOnce(job));
  }
  return reports;
}
