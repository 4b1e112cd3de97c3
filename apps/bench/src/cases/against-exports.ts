import { join } from 'node:path';
import type { Comparison } from '../comparison.js';
import { firstRuns, peakMemory, warmRun } from '../comparison.js';
import { defaultSession, ourSession } from '../session-options.js';
import { exportDecoderFeeds, ourDecoderFeeds } from './decoder-feeds.js';
import type { ModelFolder } from './model-folder.js';

/** ViT-B against the usual torch.onnx export of the same weights. */
export function vitBAgainstExport(model: ModelFolder, baselines: string): Comparison[] {
  const image = { dims: [1, 3, 1024, 1024], fill: 'normal' } as const;
  const ours = { graph: model.graph('encoder'), feeds: { image }, session: ourSession };
  const theirs = { graph: join(baselines, 'vit_b_encoder.onnx'), feeds: { input_image: image } };
  return [
    {
      title: 'ViT-B encoder : torch export, memory pattern off on both',
      ours: { ...ours, runs: 3 },
      theirs: { ...theirs, runs: 3, session: ourSession },
      figures: [warmRun(0.9), peakMemory(0.45)],
    },
    {
      title: 'ViT-B encoder : torch export, its default options',
      ours: { ...ours, runs: 2 },
      theirs: { ...theirs, runs: 2, session: defaultSession },
      figures: [firstRuns(2, 0.45), peakMemory(0.35)],
      mostRounds: 3,
    },
  ];
}

/** The decoder without final upsampling against the same export of the same weights; token mask included. */
export function decoderAgainstExport(model: ModelFolder, baselines: string): Comparison[] {
  const embedding = { image_embedding: { dims: [1, 256, 64, 64], fill: 'normal' } as const };
  return (
    [
      [1, 0.75],
      [8, 0.6],
    ] as const
  ).map(([objects, bar]) => ({
    title: `decoder, ${objects === 1 ? 'one object' : `${objects} objects`} : torch export without upsampling, memory pattern off on both`,
    ours: {
      graph: model.graph('decoder'),
      before: { graph: model.graph('image-keys'), feeds: embedding },
      feeds: ourDecoderFeeds(objects),
      runs: 8,
      session: ourSession,
    },
    theirs: {
      graph: join(baselines, 'decoder_export.onnx'),
      feeds: exportDecoderFeeds(objects, 256, 64),
      runs: 8,
      session: ourSession,
    },
    figures: [warmRun(bar), peakMemory()],
  }));
}
