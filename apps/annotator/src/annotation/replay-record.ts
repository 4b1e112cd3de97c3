import {
  type ImageSession,
  type PixelImage,
  type Predictor,
  replaySession,
  restoreObjects,
  type SegmentedObject,
  type SessionRecord,
} from '@medicosam/core';
import type { Notice } from './notice.js';
import { resumePrompts } from './resume-prompts.js';

/** What came of a record that was opened. */
interface ReplayedRecord {
  readonly objects: readonly SegmentedObject[];
  /** By the id of its object: the IoU of the recorded mask and the one that the prompts gave again. */
  readonly ious: ReadonlyMap<string, number>;
}

/**
 * Asks a record's prompts again, compares the masks with the recorded ones, and adds the recorded objects to the
 * session, as one step of its history. Prompts that were not yet committed are taken up again. All of the record was
 * made on the session's image.
 *
 * @throws MedicoSamError `RECORD_MISMATCH` for a record of another image or model; the signal's reason when aborted.
 */
export async function replayRecord(
  record: SessionRecord,
  session: ImageSession,
  {
    predictor,
    image,
    signal,
  }: { readonly predictor: Predictor; readonly image: PixelImage; readonly signal: AbortSignal },
): Promise<ReplayedRecord> {
  const replay = await replaySession(record, { predictor, image, signal });
  signal.throwIfAborted();
  // Records name images as their makers did; what was checked to be this image is this image from here on.
  const { target } = session.getSnapshot();
  const commits = record.commits.map((commit) => ({ ...commit, target: target ?? commit.target }));
  const objects = restoreObjects({ ...record, commits }, session.objects);
  const pairs = objects.map(({ id }, index) => [id, replay.commits[index]?.iou] as const);
  const ious = new Map(pairs.filter((pair): pair is [string, number] => pair[1] !== undefined));
  if (record.prompts) await resumePrompts(session, record.prompts.origin.rounds);
  return { objects, ious };
}

/**
 * What replaying came to, in words.
 *
 * @param elsewhere how many objects of the record lie on other images.
 */
export function replayNotice({ objects, ious }: ReplayedRecord, elsewhere: number): Notice {
  const least = Math.min(...ious.values());
  const compared = ious.size > 0 ? ` Recorded and new masks have an IoU of at least ${floor4(least)}.` : '';
  const left = elsewhere > 0 ? ` ${elsewhere} on other images were left out.` : '';
  return {
    kind: least < 0.999 ? 'warning' : 'info',
    title: `Session replayed: ${objects.length} ${objects.length === 1 ? 'object' : 'objects'}`,
    text: `Every prompt was asked again.${compared}${left}`,
  };
}

/** Never rounded up: 0.99999 is not 1. */
export const floor4 = (value: number) => (Math.floor(value * 1e4) / 1e4).toFixed(4);
