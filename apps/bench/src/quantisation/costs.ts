import { ourDecoderFeeds } from '../cases/decoder-feeds.js';
import type { GraphJob, GraphReport } from '../graph-job.js';
import { interleave, median } from '../interleave.js';
import { ourSession } from '../session-options.js';
import type { WrittenVariant } from './variants.js';

/** What encoding an image costs: medians over fresh processes. */
export interface Cost {
  /** Processor seconds of a run once warm. */
  readonly warmSeconds: number;
  /** Processor seconds of opening the graph. */
  readonly openSeconds: number;
  /** Peak resident set of the whole process, MB. */
  readonly peakMb: number;
}

/** Processor seconds of a click once warm: one object by one point, the decoder alone. */
export function clickCosts(variants: readonly WrittenVariant[], rounds: number): number[] {
  const embedding = { image_embedding: { dims: [1, 256, 64, 64], fill: 'normal' } } as const;
  const jobs = variants.map(
    ({ folder }): GraphJob => ({
      graph: folder.graph('decoder'),
      before: { graph: folder.graph('image-keys'), feeds: embedding },
      feeds: ourDecoderFeeds(1),
      runs: 10,
      session: ourSession,
    }),
  );
  return interleave(jobs, rounds).map((reports) =>
    median(reports.map(({ cpuSeconds }) => median(cpuSeconds.slice(2)))),
  );
}

/** Runs the encoders of all variants in turn, each time in a process of its own. */
export function encodingCosts(
  variants: readonly WrittenVariant[],
  side: number,
  { rounds, runs }: { rounds: number; runs: number },
): Cost[] {
  const jobs = variants.map(
    ({ folder }): GraphJob => ({
      graph: folder.graph('encoder'),
      feeds: { image: { dims: [1, 3, side, side], fill: 'normal' } },
      runs,
      session: ourSession,
    }),
  );
  return interleave(jobs, rounds).map((reports) => {
    const over = (of: (report: GraphReport) => number) => median(reports.map(of));
    return {
      warmSeconds: over(({ cpuSeconds }) => median(cpuSeconds.slice(1))),
      openSeconds: over(({ openCpuSeconds }) => openCpuSeconds),
      peakMb: over(({ peakMb }) => peakMb),
    };
  });
}
