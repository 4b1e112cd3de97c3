import {
  type ImageSession,
  type ObjectList,
  type PixelImage,
  type Predictor,
  type RecordedCommit,
  replaySession,
  restoreObjects,
  type SegmentedObject,
  type SessionRecord,
  type Target,
} from '@medicosam/core';
import type { Notice } from './notice.js';

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
 * session, as one step of its history. What another model made is taken as it was recorded. All of the record was made on the session's image, or on slices of its volume.
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
  }: {
    readonly predictor: Predictor;
    /** The session's image, or the slice of its volume. */
    readonly image: (slice: Target['slice']) => PixelImage | PromiseLike<PixelImage>;
    readonly signal: AbortSignal;
  },
): Promise<ReplayedRecord> {
  const { hash } = predictor.info.manifest;
  const isOurs = ({ origin }: Pick<RecordedCommit, 'origin'>) => !origin || origin.model.hash === hash;
  const ours = record.commits.filter(isOurs);
  const prompts = record.prompts && isOurs(record.prompts) ? record.prompts : null;
  const { target } = session.getSnapshot();
  // Records name images as their makers did; what was checked to be this image is this image from here on.
  const here = (named: Target) => (target && named.image !== target.image ? target : named);
  const replay = await replaySession(
    { ...record, commits: ours, prompts },
    { predictor, image: (named) => image(here(named).slice), signal },
  );
  signal.throwIfAborted();
  const commits = inFreeColours(
    record.commits.map((commit) => ({ ...commit, target: here(commit.target) })),
    session.objects,
  );
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
  return { objects, ious, others };
}

/** Of a volume a colour index is an object: one that another object has is not given to a second one. */
function inFreeColours(commits: readonly RecordedCommit[], list: ObjectList): readonly RecordedCommit[] {
  const { objects } = list.getSnapshot();
  const taken = new Map(objects.map(({ colorIndex, label }) => [colorIndex, label]));
  const recorded = new Set(commits.map(({ colorIndex }) => colorIndex));
  const chosen = new Map<number, number>();
  let free = 1;
  for (const { target, colorIndex, label } of commits) {
    if (!target.slice || chosen.has(colorIndex) || (taken.get(colorIndex) ?? label) === label) continue;
    while (taken.has(free) || recorded.has(free)) free++;
    chosen.set(colorIndex, free++);
  }
  return commits.map((commit) => ({
    ...commit,
    colorIndex: chosen.get(commit.colorIndex) ?? commit.colorIndex,
  }));
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
