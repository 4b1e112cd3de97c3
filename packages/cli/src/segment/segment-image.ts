import type { StoredPredictor } from '@medicosam/core';
import { overlay, writeImage } from '@medicosam/io/node';
import type { CommandContext } from '../context.js';
import { encodingProgress } from './encoding-progress.js';
import type { ObjectPrompt, SegmentJob } from './job.js';
import { readJob } from './read-job.js';
import { readPrompt } from './read-prompt.js';
import { type PromptEcho, type SegmentResult, sliceEcho } from './segment-result.js';
import { writeMasks } from './write-masks.js';

/** How masks are asked for. */
export interface SegmentOptions {
  /** All three candidates of each object instead of the best one. */
  readonly multimask: boolean;
}

/** Reads one image, predicts its masks, and writes what the job asks for. */
export async function segmentImage(
  predictor: StoredPredictor,
  job: SegmentJob,
  options: SegmentOptions,
  { output, signal }: CommandContext,
): Promise<SegmentResult> {
  const read = await readJob(job, signal);
  const { image, warnings, objects: wanted } = read;
  const prompts = await Promise.all(wanted.map(readPrompt));

  const encodingFrom = performance.now();
  const embedding = await predictor.encode(image, {
    normalisation: read.normalisation,
    signal,
    onProgress: encodingProgress(output, job.file),
  });
  const encodeMs = performance.now() - encodingFrom;
  try {
    const predictingFrom = performance.now();
    const masks = await predictor.predictMany(embedding, prompts, {
      multimask: options.multimask ? true : 'auto',
      outputs: ['mask'],
      signal,
    });
    const predictMs = performance.now() - predictingFrom;
    const overlayPath = job.overlayPath;
    if (overlayPath !== undefined) {
      const best = masks.flatMap(([first]) => (first ? [first] : []));
      const picture = overlay(image, best, { normalisation: embedding.normalisation, prompts });
      await writeImage(overlayPath, picture);
    }
    const objects = masks.map((candidates, index) => ({
      name: wanted[index]?.name,
      masks: candidates,
    }));
    const written = await writeMasks(objects, job, read);
    return {
      file: job.file,
      ...sliceEcho(read, job.selection),
      width: image.width,
      height: image.height,
      prompts: wanted.map(echo),
      normalisation: embedding.normalisation,
      masks: written,
      ...(overlayPath === undefined ? {} : { overlay: overlayPath }),
      fromCache: predictor.isFromStore(embedding),
      timings: { encodeMs: Math.round(encodeMs), predictMs: Math.round(predictMs) },
      warnings: [...warnings, ...embedding.warnings],
    };
  } finally {
    embedding.release();
  }
}

const echo = ({ name, points, box, mask }: ObjectPrompt): PromptEcho => ({
  ...(name === undefined ? {} : { name }),
  ...(points === undefined ? {} : { points: points.map(({ x, y, label }) => [x, y, label] as const) }),
  ...(box === undefined ? {} : { box }),
  ...(mask === undefined ? {} : { mask }),
});
