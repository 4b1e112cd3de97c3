import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../interleave.js';
import { chromiumRunner } from './browser/run-in-chromium.js';
import type { PlacedSet } from './graph-sets.js';
import { RUNTIMES } from './runtime-choices.js';
import type { RuntimeChoice, RuntimeJob, RuntimeReport } from './runtime-job.js';

/** Medians of one set of graphs on one runtime. */
export interface RuntimeRow {
  readonly runtime: RuntimeChoice;
  readonly set: string;
  readonly openMs: number;
  readonly firstEncodeMs: number;
  readonly encodeMs: number;
  readonly decodeMs: number;
  readonly peakMb: number;
  readonly observed: string;
}

const ENCODES = 3;
const DECODES = 6;

/** Measures every runtime with every set, all in turn in each round, so that a drifting machine drifts for all. */
export async function compareRuntimes(
  sets: readonly PlacedSet[],
  rounds: number,
  only: string,
  report: (line: string) => void,
): Promise<RuntimeRow[]> {
  const chosen = RUNTIMES.filter((runtime) => nameOf(runtime).includes(only));
  const chromium = chosen.some(({ place }) => place === 'Chromium') ? await chromiumRunner(sets) : undefined;
  const plan = chosen
    .filter(({ place }) => place === 'Node' || chromium !== undefined)
    .flatMap((runtime) => sets.map((placed) => ({ runtime, placed, reports: [] as RuntimeReport[] })));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const { runtime, placed, reports } of plan) {
        const job = { runtime, graphs: placed.set, encodes: ENCODES, decodes: DECODES };
        const result =
          runtime.place === 'Node'
            ? runInNode({ ...job, base: `${placed.folder}/` })
            : await chromium?.run(job);
        if (result) reports.push(result);
        report(
          `round ${round + 1}: ${nameOf(runtime)}, ${placed.set.name}: encode ${last(result?.encodeMs)}, decode ${last(result?.decodeMs)}`,
        );
      }
    }
  } finally {
    await chromium?.close();
  }
  return plan.map(({ runtime, placed, reports }) => {
    const of = (pick: (one: RuntimeReport) => number) => median(reports.map(pick));
    return {
      runtime,
      set: placed.set.name,
      openMs: of(({ openMs }) => openMs),
      firstEncodeMs: of(({ encodeMs }) => encodeMs[0] ?? Number.NaN),
      encodeMs: of(({ encodeMs }) => median(encodeMs.slice(1))),
      decodeMs: of(({ decodeMs }) => median(decodeMs.slice(1))),
      peakMb: of(({ peakMb }) => peakMb),
      observed: reports[0]?.observed ?? '',
    };
  });
}

/** As the tables name a runtime. */
export const nameOf = ({ backend, device, place, threads }: RuntimeChoice): string =>
  `${backend} ${device}${threads > 1 ? `, ${threads} threads` : ''} in ${place}`;

const last = (values: readonly number[] | undefined): string =>
  `${Math.round(values?.at(-1) ?? Number.NaN)} ms`;

function runInNode(job: RuntimeJob): RuntimeReport {
  const worker = fileURLToPath(new URL('./node/run-runtime-job.js', import.meta.url));
  const run = spawnSync(process.execPath, [worker, JSON.stringify(job)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${nameOf(job.runtime)}: ${run.stderr || `exit ${run.status}`}`);
  // tfjs greets on stdout.
  return JSON.parse(run.stdout.slice(run.stdout.lastIndexOf('\n{') + 1)) as RuntimeReport;
}
