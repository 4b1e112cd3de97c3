import { MedicoSamError } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { BinaryMask } from '../mask/binary-mask.js';
import { decodeRle, decompressRle } from '../mask/decode-rle.js';
import type { Mask } from '../mask/mask.js';
import { iou } from '../mask/overlap.js';
import type { CompressedRle } from '../mask/rle.js';
import type { AbortSignalLike } from '../platform.js';
import type { Predictor } from '../predictor/predictor.js';
import type { LowResLogits } from '../prompt/prompt.js';
import { answerRound, type PromptTarget } from './answer-round.js';
import { hashImage } from './hash-image.js';
import { roundPrompt } from './prompt-rounds.js';
import type { ObjectOrigin, SessionRecord } from './session-record.js';
import type { Target } from './target.js';

/** What a record is replayed with. */
export interface ReplayOptions {
  readonly predictor: Predictor;
  /** The image of the record, or where to get the image of a target. Each is asked for and encoded once. */
  readonly image: PixelImage | ((target: Target) => PixelImage | PromiseLike<PixelImage>);
  /** Whether another model than the record's may answer: to compare two. Its masks will differ. */
  readonly allowOtherModel?: boolean | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/** A mask that was made again. */
export interface ReplayedMask {
  readonly target: Target;
  readonly mask: Mask;
  /** Of the recorded mask and the new one: 0.999 and more with the same model; undefined where none was recorded. */
  readonly iou: number | undefined;
}

/** What a record gives when it is replayed. */
export interface SessionReplay {
  /** One for each commit of the record, undefined where no prompts made the mask. */
  readonly commits: readonly (ReplayedMask | undefined)[];
  readonly prompts: ReplayedMask | undefined;
}

/**
 * Asks a record's prompts again, in their order, and compares the masks with the recorded ones.
 *
 * @throws MedicoSamError `RECORD_MISMATCH` when an image or the model is not the record's, `RECORD_INVALID` for a record
 *   that `readSessionRecord` would refuse, and as `Predictor.encode` and `predict`; the signal's reason when aborted.
 */
export async function replaySession(record: SessionRecord, options: ReplayOptions): Promise<SessionReplay> {
  const entries: (Entry | null)[] = [...record.commits, record.prompts].map((entry) =>
    entry?.origin ? { target: entry.target, origin: entry.origin, mask: entry.mask } : null,
  );
  for (const entry of entries) if (entry) checkModel(entry.origin, options);
  const replayed = new Map<Entry, ReplayedMask>();
  for (const group of groupByImage(entries)) {
    for (const [entry, mask] of await replayGroup(group, options)) replayed.set(entry, mask);
  }
  const masks = entries.map((entry) => (entry ? replayed.get(entry) : undefined));
  return { commits: masks.slice(0, -1), prompts: masks.at(-1) };
}

interface Entry {
  readonly target: Target;
  readonly origin: ObjectOrigin;
  readonly mask: CompressedRle | null;
}

const mismatch = (message: string, details: Readonly<Record<string, unknown>>) =>
  new MedicoSamError('RECORD_MISMATCH', { message, details });

function checkModel({ model }: ObjectOrigin, { predictor, allowOtherModel = false }: ReplayOptions): void {
  const { id, hash } = predictor.info.manifest;
  if (allowOtherModel || model.hash === hash) return;
  throw mismatch(`The record was made with the model ${model.id}, and the predictor has another, ${id}.`, {
    recorded: model,
    predictor: { id, hash },
  });
}

/** Entries on one image with one normalisation, so that it is encoded once. */
function groupByImage(entries: readonly (Entry | null)[]): readonly [Entry, ...Entry[]][] {
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    if (!entry) continue;
    const { origin, target } = entry;
    const { image, slice } = target;
    const key = JSON.stringify([origin.image, origin.normalisation, image, slice?.axis, slice?.index]);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

async function replayGroup(
  group: readonly [Entry, ...Entry[]],
  options: ReplayOptions,
): Promise<readonly (readonly [Entry, ReplayedMask])[]> {
  const { predictor, signal } = options;
  const [{ target, origin }] = group;
  const image = typeof options.image === 'function' ? await options.image(target) : options.image;
  await checkImageIs(origin, image);
  const { normalisation } = origin;
  const embedding = await predictor.encode(image, { normalisation, signal });
  try {
    const replayed: [Entry, ReplayedMask][] = [];
    for (const entry of group) {
      const mask = await replayRounds({ predictor, embedding }, entry.origin, signal);
      replayed.push([
        entry,
        { target: entry.target, mask, iou: entry.mask ? overlap(entry.mask, mask) : undefined },
      ]);
    }
    return replayed;
  } finally {
    embedding.release();
  }
}

async function checkImageIs({ image: recorded }: ObjectOrigin, image: PixelImage): Promise<void> {
  const hash = (await hashImage(image)) ?? null;
  const isOther = recorded.hash !== null && hash !== null && recorded.hash !== hash;
  if (!isOther && recorded.width === image.width && recorded.height === image.height) return;
  throw mismatch(
    `The record was made on an image of ${recorded.width} × ${recorded.height} pixels, and the one it is replayed on, ${image.width} × ${image.height}, is another.`,
    { recorded, image: { hash, width: image.width, height: image.height } },
  );
}

async function replayRounds(
  target: PromptTarget,
  { rounds, threshold }: ObjectOrigin,
  signal: AbortSignalLike | undefined,
): Promise<Mask> {
  let fed: LowResLogits | undefined;
  let mask: Mask | undefined;
  for (const round of rounds) {
    const question = {
      prompt: roundPrompt(round),
      fed,
      candidate: round.candidate ?? undefined,
      offersCandidates: false,
    };
    const { chosen } = await answerRound(target, question, {
      threshold,
      signal,
      priority: 'normal',
      outputs: ['mask', 'lowRes'],
    });
    mask = chosen;
    fed = chosen.lowRes;
  }
  if (mask) return mask;
  throw new MedicoSamError('RECORD_INVALID', {
    message: 'The session record has an object whose prompts have no round.',
  });
}

function overlap(recorded: CompressedRle, { mask }: Mask): number | undefined {
  return mask && iou(decodeRecorded(recorded), mask);
}

function decodeRecorded(mask: CompressedRle): BinaryMask {
  try {
    return decodeRle(decompressRle(mask));
  } catch (cause) {
    throw new MedicoSamError('RECORD_INVALID', {
      message: 'The run lengths of a mask in the session record are damaged.',
      cause,
    });
  }
}
