import type { CompressedRle } from '../mask/rle.js';
import type { Box, PointPrompt } from '../prompt/prompt.js';
import type { Target } from './target.js';

/** The version of records that this package writes, and the newest that it reads. */
export const RECORD_VERSION = 1;

/** One prediction on the way to a mask. */
export interface PromptRound {
  readonly points: readonly PointPrompt[];
  readonly box?: Box | undefined;
  /** A mask prompt of the user's own, in the size of the image. Only of a first round: later ones are fed logits. */
  readonly mask?: CompressedRle | undefined;
  /** Which of the decoder's candidates was chosen; null of a last round that had no answer yet. */
  readonly candidate: number | null;
}

/** How a mask came about, enough to make it again. */
export interface ObjectOrigin {
  readonly image: {
    /** As `hashImage` makes it; null where the platform had no SHA-256. */
    readonly hash: string | null;
    readonly width: number;
    readonly height: number;
  };
  readonly model: { readonly id: string; readonly hash: string };
  /** In the form `parseNormalisation` reads. */
  readonly normalisation: string;
  /** Logits above it are inside. */
  readonly threshold: number;
  /** Predictions in order: from the second on, the low-res logits of the one before are the mask prompt. */
  readonly rounds: readonly PromptRound[];
}

/** One object of a record. */
export interface RecordedCommit {
  readonly target: Target;
  readonly label: string;
  readonly colorIndex: number;
  readonly locked: boolean;
  readonly mask: CompressedRle;
  /** Null of a mask that no prompts made, or that was changed since. */
  readonly origin: ObjectOrigin | null;
}

/**
 * What was prompted and committed, as plain JSON: the bug report, the audit trail and the test fixture in one. It holds
 * no pixel of the image. It does hold the masks, the labels, and the names that targets gave to images.
 */
export interface SessionRecord {
  readonly format: 'medicosam-session';
  readonly version: typeof RECORD_VERSION;
  /** Objects, in the order of their list. */
  readonly commits: readonly RecordedCommit[];
  /** The prompts that were not yet committed; their mask is null while it is not answered. */
  readonly prompts: {
    readonly target: Target;
    readonly mask: CompressedRle | null;
    readonly origin: ObjectOrigin;
  } | null;
}
