import type { Progress } from '../contract/sources.js';
import type { Warning } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import { idlePrompts, type PromptSnapshot } from './prompt-snapshot.js';
import type { SegmentedObject } from './segmented-object.js';
import type { Target } from './target.js';

/** What an `ImageSession` is at. */
export interface ImageSnapshot extends Omit<PromptSnapshot, 'status'> {
  /**
   * `idle` without an image; `loading` the predictor; `encoding` the image; `ready` for prompts, and when the mask is
   * that of the prompts as they are; `predicting`; `error`.
   */
  readonly status: 'idle' | 'loading' | 'encoding' | 'ready' | 'predicting' | 'error';
  /** How far loading or encoding is. */
  readonly progress: Progress | undefined;
  readonly image: PixelImage | undefined;
  /** What the image is to commits; known at the latest when it is encoded. */
  readonly target: Target | undefined;
  /** Of the image's encoding: `NORMALISATION_CHOSEN` and the like. */
  readonly warnings: readonly Warning[];
  /** All objects of the list, those on other images too. */
  readonly objects: readonly SegmentedObject[];
}

/** A session that has neither image nor past: what a server renders. */
export const IDLE_IMAGE_SNAPSHOT: ImageSnapshot = Object.freeze({
  ...idlePrompts(),
  status: 'idle',
  progress: undefined,
  image: undefined,
  target: undefined,
  warnings: Object.freeze([]),
  objects: Object.freeze([]),
});
