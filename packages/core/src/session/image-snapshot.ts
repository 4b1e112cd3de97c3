import type { Progress } from '../contract/sources.js';
import type { Warning } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import { idlePrompts, type PromptSnapshot } from './prompt-snapshot.js';
import type { SegmentedObject } from './segmented-object.js';
import type { Target } from './target.js';

/** What an `ImageSession` is at: its status decides which fields there are. */
export type ImageSnapshot = ImageFacts & ImageState;

/** The part of an {@link ImageSnapshot} that its status decides. */
export type ImageState =
  /** Without an image. */
  | {
      readonly status: 'idle';
      readonly image: undefined;
      readonly progress: undefined;
      readonly error: undefined;
    }
  /** The predictor is loaded; `progress` says how far that is. */
  | {
      readonly status: 'loading';
      readonly image: PixelImage | undefined;
      readonly progress: Progress | undefined;
      readonly error: undefined;
    }
  /** The image is encoded; `progress` says how far that is. */
  | {
      readonly status: 'encoding';
      readonly image: PixelImage;
      readonly progress: Progress | undefined;
      readonly error: undefined;
    }
  /** `ready` for prompts, and when the mask is that of the prompts as they are. */
  | {
      readonly status: 'ready' | 'predicting';
      readonly image: PixelImage;
      readonly progress: undefined;
      readonly error: undefined;
    }
  | {
      readonly status: 'error';
      readonly image: PixelImage | undefined;
      readonly progress: undefined;
      readonly error: Error;
    };

/** The part of an {@link ImageSnapshot} that every status has. */
export interface ImageFacts extends Omit<PromptSnapshot, 'status' | 'error'> {
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
  error: undefined,
  progress: undefined,
  image: undefined,
  target: undefined,
  warnings: Object.freeze([]),
  objects: Object.freeze([]),
});
