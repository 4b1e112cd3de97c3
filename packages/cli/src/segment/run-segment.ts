import {
  isMedicoSamError,
  loadPredictor,
  type Predictor,
  type StoredPredictor,
  storedPredictor,
  type Warning,
} from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { embeddingCache } from '../cache/embedding-cache.js';
import type { CommandContext } from '../context.js';
import { describeError, errorText } from '../errors.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { resolveModel } from '../model/resolve-model.js';
import type { Output } from '../output.js';
import { replayingSegmenter } from '../session/replaying-segmenter.js';
import { savingSegmenter } from '../session/saving-segmenter.js';
import type { SegmentJob } from './job.js';
import { type Plan, type PlanOptions, planJobs } from './plan-jobs.js';
import { readJob } from './read-job.js';
import { resultText, summaryText } from './result-text.js';
import type { SegmentReport, SegmentResult } from './segment-result.js';
import { promptSegmenter, type Segmenter, type SegmenterEnd } from './segmenter.js';

/** The options of `medicosam segment`. */
export interface SegmentCommandOptions extends PlanOptions {
  readonly model: string;
  readonly device: string;
  /** Whether embeddings are kept, and those that were are used. */
  readonly cache: boolean;
}

/**
 * Segments images one after another. Where there are several, a bad one does not end the run; a device or model
 * that fails does.
 */
export async function runSegment(
  images: readonly string[],
  options: SegmentCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { output, signal } = context;
  const plan = await planJobs(images, options);
  const jobs = await readFirst(plan.jobs, signal);
  const loadingFrom = performance.now();
  const loaded = await load(options, context);
  const loadMs = Math.round(performance.now() - loadingFrom);
  const unkept: Warning[] = [];
  const isSession = plan.session !== undefined;
  const predictor = storedPredictor(
    loaded,
    options.cache ? embeddingCache({ isSession }) : undefined,
    // Masks of a session are compared with those of other programs, which do not round.
    { alike: !isSession, onWarning: (warning) => unkept.push(warning) },
  );
  const results: SegmentResult[] = [];
  const failed: SegmentReport['failed'][number][] = [];
  const unprompted = [...plan.unprompted];
  const labelled: Warning[] = [];
  let end: SegmenterEnd;
  try {
    tell(predictor.info.warnings, output);
    const segmenter = chooseSegmenter(predictor, plan, options, context);
    for (const job of jobs) {
      try {
        const segmented = await segmenter.segment(job);
        if (segmented === undefined) {
          unprompted.push(job.file);
          continue;
        }
        const result = jobs.length === 1 ? await withLabels(segmented, job, predictor) : segmented;
        results.push(result);
        output.part(resultText(result));
        tell(result.warnings, output);
      } catch (error) {
        if (jobs.length === 1 || signal.aborted || !isOfImage(error)) throw error;
        const { report } = describeError(error);
        failed.push({ file: job.file, ...report });
        output.problem(`${job.file}: ${errorText(report)}`);
      }
    }
    if (jobs.length > 1) labelled.push(...(await writeLabelFile(jobs[0], predictor)));
    tell(labelled, output);
    end = await segmenter.finish();
    tell(end.warnings, output);
  } finally {
    await predictor.dispose();
  }
  tell(unkept, output);
  const { manifest, device, warnings } = predictor.info;
  const report: SegmentReport = {
    version: 1,
    model: { id: manifest.id, hash: manifest.hash },
    device,
    loadMs,
    results,
    failed,
    unprompted,
    ...(end.session && { session: end.session }),
    warnings: [...warnings, ...labelled, ...end.warnings, ...unkept],
  };
  output.result(report, () => (jobs.length > 1 || unprompted.length > 0 ? summaryText(report) : ''));
  if (failed.length > 0) return EXIT_CODES.input;
  return end.differs ? EXIT_CODES.model : EXIT_CODES.done;
}

/**
 * Reads the first image of those that go into a file of labels before a model is loaded: a file that cannot hold them is
 * said at once.
 */
async function readFirst(jobs: readonly SegmentJob[], signal: AbortSignal): Promise<readonly SegmentJob[]> {
  const [first, ...others] = jobs;
  if (first?.labels === undefined) return jobs;
  const read = await readJob(first, signal).catch((error: unknown) => {
    // Of several images a bad one is told when it is its turn, but no image goes into a file of another kind.
    if (others.length === 0 || isMedicoSamError(error, 'FORMAT_UNSUPPORTED')) throw error;
    return undefined;
  });
  return [{ ...first, read }, ...others];
}

const writeLabelFile = async (job: SegmentJob | undefined, { info }: StoredPredictor) =>
  (await job?.labels?.write({ file: job.file, model: info.manifest.id })) ?? [];

async function withLabels(
  result: SegmentResult,
  job: SegmentJob,
  predictor: StoredPredictor,
): Promise<SegmentResult> {
  const warnings = await writeLabelFile(job, predictor);
  return { ...result, warnings: [...result.warnings, ...warnings] };
}

function chooseSegmenter(
  predictor: StoredPredictor,
  { jobs, session }: Plan,
  { multimask = false }: SegmentCommandOptions,
  context: CommandContext,
): Segmenter {
  if (session?.record) {
    return replayingSegmenter(predictor, { file: session.file, record: session.record }, context);
  }
  if (session || jobs.some(({ steps }) => steps)) return savingSegmenter(predictor, session?.file, context);
  return promptSegmenter(predictor, { multimask }, context);
}

function tell(warnings: readonly Warning[], output: Output): void {
  for (const { code, message } of warnings) output.note(`warning ${code}: ${message}`);
}

async function load(options: SegmentCommandOptions, context: CommandContext): Promise<Predictor> {
  const { output, signal } = context;
  const model = await resolveModel(options.model, context);
  return loadPredictor({
    model,
    backend: onnxNode(),
    device: options.device,
    signal,
    onProgress: (progress) => output.progress(`Loading the model (${progress.stage})`, progress),
  });
}

/** Whether an error says something about the image or its prompts, and nothing about the next one. */
function isOfImage(error: unknown): boolean {
  const { exitCode } = describeError(error);
  return exitCode === EXIT_CODES.input || exitCode === EXIT_CODES.usage;
}
