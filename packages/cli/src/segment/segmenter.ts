import type { StoredPredictor, Warning } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { SegmentJob } from './job.js';
import { type SegmentOptions, segmentImage } from './segment-image.js';
import type { SegmentReport, SegmentResult } from './segment-result.js';

/** How images become masks: one after another, and what there is to do and say at the end. */
export interface Segmenter {
  /** @returns undefined for an image that is passed over. */
  segment(job: SegmentJob): Promise<SegmentResult | undefined>;
  finish(): Promise<SegmenterEnd>;
}

/** What is said once all images were tried. */
export interface SegmenterEnd {
  readonly session?: SegmentReport['session'];
  readonly warnings: readonly Warning[];
  /** Whether a replayed mask is another than the recorded one. */
  readonly differs: boolean;
}

/** All objects of an image in one question, without a session. */
export const promptSegmenter = (
  predictor: StoredPredictor,
  options: SegmentOptions,
  context: CommandContext,
): Segmenter => ({
  segment: (job) => segmentImage(predictor, job, options, context),
  finish: async () => ({ warnings: [], differs: false }),
});
