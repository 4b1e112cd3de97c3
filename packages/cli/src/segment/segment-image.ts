import type { Mask, Predictor, Prompt } from '@medicosam/core';
import { imageToMask, maskToPng, overlay, writeFileAtomic, writeImage } from '@medicosam/io/node';
import type { CommandContext } from '../context.js';
import type { ObjectPrompt, SegmentJob } from './job.js';
import { pathOfMask } from './output-paths.js';
import { readInputImage } from './read-input-image.js';
import type { MaskResult, PromptEcho, SegmentResult } from './segment-result.js';

/** How masks are asked for. */
export interface SegmentOptions {
  /** All three candidates of each object instead of the best one. */
  readonly multimask: boolean;
}

/** Reads one image, predicts its masks, and writes what the job asks for. */
export async function segmentImage(
  predictor: Predictor,
  job: SegmentJob,
  options: SegmentOptions,
  { output, signal }: CommandContext,
): Promise<SegmentResult> {
  const { image, warnings } = await readInputImage(job.file);
  const prompts = await Promise.all(job.objects.map(toPrompt));

  output.progress(`Encoding ${job.file}`);
  const encodingFrom = performance.now();
  const embedding = await predictor.encode(image, { normalisation: job.normalisation, signal });
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
    return {
      file: job.file,
      width: image.width,
      height: image.height,
      prompts: job.objects.map(echo),
      normalisation: embedding.normalisation,
      masks: await writeMasks(masks, job),
      ...(overlayPath === undefined ? {} : { overlay: overlayPath }),
      timings: { encodeMs: Math.round(encodeMs), predictMs: Math.round(predictMs) },
      warnings: [...warnings, ...embedding.warnings],
    };
  } finally {
    embedding.release();
  }
}

async function toPrompt({ points, box, mask }: ObjectPrompt): Promise<Prompt> {
  if (mask === undefined) return { points, box };
  return { points, box, mask: imageToMask((await readInputImage(mask)).image) };
}

const echo = ({ name, points, box, mask }: ObjectPrompt): PromptEcho => ({
  ...(name === undefined ? {} : { name }),
  ...(points === undefined ? {} : { points: points.map(({ x, y, label }) => [x, y, label] as const) }),
  ...(box === undefined ? {} : { box }),
  ...(mask === undefined ? {} : { mask }),
});

async function writeMasks(masks: readonly (readonly Mask[])[], job: SegmentJob): Promise<MaskResult[]> {
  const results: MaskResult[] = [];
  for (const [object, candidates] of masks.entries()) {
    const name = job.objects[object]?.name;
    for (const mask of candidates) {
      const labels = [
        ...(masks.length > 1 || name !== undefined ? [name ?? `${object + 1}`] : []),
        ...(candidates.length > 1 ? [`candidate-${mask.candidate}`] : []),
      ];
      const file =
        job.maskPath === undefined || labels.length === 0
          ? job.maskPath
          : pathOfMask(job.maskPath, labels.join('.'));
      if (file !== undefined) await writeFileAtomic(file, maskToPng(mask));
      results.push({
        object,
        ...(name === undefined ? {} : { name }),
        ...(file === undefined ? {} : { file }),
        area: mask.area,
        box: mask.box,
        predictedIou: mask.predictedIou,
        stabilityScore: Number.isNaN(mask.stabilityScore) ? null : mask.stabilityScore,
        candidate: mask.candidate,
        rle: mask.toCompressedRLE(),
      });
    }
  }
  return results;
}
