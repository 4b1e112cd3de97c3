import {
  type ImageSession,
  type PixelImage,
  type Predictor,
  type RecordedCommit,
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
  /** Other models that made objects, by their ids; with how many objects. */
  readonly others: ReadonlyMap<string, number>;
}

/**
 * Asks a record's prompts again, compares the masks with the recorded ones, and adds the recorded objects to the
 * session, as one step of its history. What another model made is taken as it was recorded. Prompts that were not yet
 * committed are taken up again. All of the record was made on the session's image.
 *
 * @throws MedicoSamError `RECORD_MISMATCH` for a record of another image; the signal's reason when aborted.
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
  const { hash } = predictor.info.manifest;
  const isOurs = ({ origin }: Pick<RecordedCommit, 'origin'>) => !origin || origin.model.hash === hash;
  const ours = record.commits.filter(isOurs);
  const prompts = record.prompts && isOurs(record.prompts) ? record.prompts : null;
  const replay = await replaySession({ ...record, commits: ours, prompts }, { predictor, image, signal });
  signal.throwIfAborted();
  // Records name images as their makers did; what was checked to be this image is this image from here on.
  const { target } = session.getSnapshot();
  const commits = record.commits.map((commit) => ({ ...commit, target: target ?? commit.target }));
  const objects = restoreObjects({ ...record, commits }, session.objects);
  const ious = new Map<string, number>();
  for (const [index, { id }] of objects.entries()) {
    const commit = record.commits[index];
    const iou = commit && replay.commits[ours.indexOf(commit)]?.iou;
    if (iou !== undefined) ious.set(id, iou);
  }
  const others = new Map<string, number>();
  for (const { origin } of record.commits.filter((commit) => !isOurs(commit))) {
    if (origin) others.set(origin.model.id, (others.get(origin.model.id) ?? 0) + 1);
  }
  if (record.prompts) await resumePrompts(session, record.prompts.origin.rounds);
  return { objects, ious, others };
}

/**
 * What replaying came to, in words.
 *
 * @param elsewhere how many objects of the record lie on other images.
 */
export function replayNotice({ objects, ious, others }: ReplayedRecord, elsewhere: number): Notice {
  const least = Math.min(...ious.values());
  const compared = ious.size > 0 ? ` Recorded and new masks have an IoU of at least ${floor4(least)}.` : '';
  const left = elsewhere > 0 ? ` ${elsewhere} on other images were left out.` : '';
  const taken = [...others].map(([id, count]) => ` ${count} made by ${id}: as recorded, not asked again.`);
  return {
    kind: least < 0.999 ? 'warning' : 'info',
    title: `Session replayed: ${objects.length} ${objects.length === 1 ? 'object' : 'objects'}`,
    text: `${others.size > 0 ? 'The prompts of this model were' : 'Every prompt was'} asked again.${compared}${taken.join('')}${left}`,
    hint:
      others.size > 0
        ? 'To compare the others too, choose their model and open the session again.'
        : undefined,
  };
}

/** Never rounded up: 0.99999 is not 1. */
export const floor4 = (value: number) => (Math.floor(value * 1e4) / 1e4).toFixed(4);
