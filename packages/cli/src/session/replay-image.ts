import { type Predictor, replaySession, type SessionRecord, type Warning } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { SegmentJob } from '../segment/job.js';
import { readJob } from '../segment/read-job.js';
import type { SegmentResult } from '../segment/segment-result.js';
import { entriesOf, partOfImage } from './part-of-image.js';
import { recordedMask } from './recorded-mask.js';
import { type SessionObject, sessionResult } from './session-result.js';

/** What prompts of a record give again on the same model is at least so alike. */
const ALIKE = 0.999;

/** One image of a record, made again. */
export interface ReplayedImage {
  readonly result: SegmentResult;
  /** How many objects of the record it holds. */
  readonly count: number;
  readonly differs: boolean;
}

/**
 * Makes the objects of a record on an image again, and writes what the job asks for.
 *
 * @returns undefined where the record has none on this image.
 */
export async function replayImage(
  predictor: Predictor,
  job: SegmentJob,
  record: SessionRecord,
  { output, signal }: CommandContext,
): Promise<ReplayedImage | undefined> {
  const read = await readJob(job, signal);
  const { image, warnings } = read;
  const part = await partOfImage(record, image);
  const entries = entriesOf(part);
  if (entries.length === 0) return undefined;
  output.progress(`Replaying on ${job.file}`);
  const watched = watchEncoding(predictor);
  const from = performance.now();
  const replay = await replaySession(part, { predictor: watched, image, signal });
  const predictMs = Math.round(performance.now() - from - watched.encodeMs);
  const masks = part.prompts ? [...replay.commits, replay.prompts] : replay.commits;
  const objects = entries.flatMap((entry, index): SessionObject[] => {
    const label = 'label' in entry ? entry.label : '';
    const again = masks[index];
    if (again) return [{ label, origin: entry.origin, mask: again.mask, iou: again.iou ?? null }];
    return entry.mask ? [{ label, origin: null, mask: recordedMask(entry.mask), iou: null }] : [];
  });
  const differing = objects.filter(({ iou }) => typeof iou === 'number' && iou < ALIKE);
  const result = await sessionResult(job, read, objects, {
    normalisation: entries.find(({ origin }) => origin)?.origin?.normalisation ?? 'none',
    fromCache: false,
    timings: { encodeMs: Math.round(watched.encodeMs), predictMs },
    warnings: [...warnings, ...differing.map(differs)],
  });
  return { result, count: entries.length, differs: differing.length > 0 };
}

const differs = ({ label, iou }: SessionObject): Warning => ({
  code: 'REPLAY_DIFFERS',
  message: `${label || 'What was not committed'}: the mask has an IoU of ${iou?.toFixed(4)} with the recorded one, under ${ALIKE}.`,
});

/** The predictor, and how long it encoded. */
function watchEncoding(predictor: Predictor): Predictor & { readonly encodeMs: number } {
  return {
    encodeMs: 0,
    info: predictor.info,
    async encode(...asked) {
      const from = performance.now();
      const embedding = await predictor.encode(...asked);
      Object.assign(this, { encodeMs: this.encodeMs + performance.now() - from });
      return embedding;
    },
    predict: (...asked) => predictor.predict(...asked),
    predictMany: (...asked) => predictor.predictMany(...asked),
    restore: (...asked) => predictor.restore(...asked),
    stream: (...asked) => predictor.stream(...asked),
    dispose: () => predictor.dispose(),
  };
}
