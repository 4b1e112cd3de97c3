import { loadPredictor, type Predictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { describeError, errorText } from '../errors.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { resolveModel } from '../model/resolve-model.js';
import { type PlanOptions, planJobs } from './plan-jobs.js';
import { resultText, summaryText } from './result-text.js';
import { segmentImage } from './segment-image.js';
import type { SegmentReport, SegmentResult } from './segment-result.js';

/** The options of `medicosam segment`. */
export interface SegmentCommandOptions extends PlanOptions {
  readonly model: string;
  readonly device: string;
  readonly multimask?: boolean;
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
  const { jobs, unprompted } = await planJobs(images, options);
  const loadingFrom = performance.now();
  const predictor = await load(options, context);
  const loadMs = Math.round(performance.now() - loadingFrom);
  const results: SegmentResult[] = [];
  const failed: SegmentReport['failed'][number][] = [];
  try {
    for (const warning of predictor.info.warnings) output.note(`warning ${warning.code}: ${warning.message}`);
    for (const job of jobs) {
      try {
        const result = await segmentImage(predictor, job, { multimask: options.multimask ?? false }, context);
        results.push(result);
        output.part(resultText(result));
        for (const { code, message } of result.warnings) output.note(`warning ${code}: ${message}`);
      } catch (error) {
        if (jobs.length === 1 || signal.aborted || !isOfImage(error)) throw error;
        const { report } = describeError(error);
        failed.push({ file: job.file, ...report });
        output.problem(`${job.file}: ${errorText(report)}`);
      }
    }
  } finally {
    await predictor.dispose();
  }
  const { manifest, device, warnings } = predictor.info;
  const report: SegmentReport = {
    version: 1,
    model: { id: manifest.id, hash: manifest.hash },
    device,
    loadMs,
    results,
    failed,
    unprompted,
    warnings,
  };
  output.result(report, () => (jobs.length > 1 || unprompted.length > 0 ? summaryText(report) : ''));
  return failed.length > 0 ? EXIT_CODES.input : EXIT_CODES.done;
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
