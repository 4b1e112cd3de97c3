import type { Box, PointPrompt, Vector3 } from '@medicosam/core';
import type { InputSelection } from '../input/input-selection.js';
import type { InputSlice } from '../input/read-slice.js';
import type { LabelFile } from './label-file.js';

/** A point in the patient, LPS mm. */
export interface WorldPoint {
  readonly place: Vector3;
  readonly label: 0 | 1;
}

/** Two opposite corners in the patient, LPS mm. */
export type WorldBox = readonly [Vector3, Vector3];

/** One object to segment. */
export interface ObjectPrompt {
  readonly name?: string | undefined;
  readonly points?: readonly PointPrompt[] | undefined;
  readonly box?: Box | undefined;
  /** Points and box in mm in place of those in pixels. */
  readonly world?:
    | { readonly points?: readonly WorldPoint[] | undefined; readonly box?: WorldBox | undefined }
    | undefined;
  /** Path of a mask image. */
  readonly mask?: string | undefined;
}

/** Something done in a session: prompts of the object that is being made, or what is done with it. */
export type SessionStep =
  | { readonly kind: 'prompts'; readonly prompts: Omit<ObjectPrompt, 'name' | 'world'> }
  | { readonly kind: 'commit'; readonly name?: string | undefined }
  | { readonly kind: 'undo' | 'redo' | 'reset' };

/** One image and what is wanted of it. */
export interface SegmentJob {
  /** The path as the user would write it. */
  readonly file: string;
  /** Empty where steps make them, or a session record holds them. */
  readonly objects: readonly ObjectPrompt[];
  readonly steps?: readonly SessionStep[] | undefined;
  /** As `--normalize` takes it; `window:auto` is resolved once the image is read. */
  readonly normalisation?: string | undefined;
  /** Which of its series, frames and slices. */
  readonly selection?: InputSelection | undefined;
  /** Where masks go: of several PNG files, each name gets the object's name or number before its extension. */
  readonly maskPath?: string | undefined;
  /** Where masks go that are labels of a whole image or volume. Several jobs may have the same. */
  readonly labels?: LabelFile | undefined;
  readonly overlayPath?: string | undefined;
  /** Where it was read before. */
  readonly read?: ReadJob | undefined;
}

/** The image of a job, and what is wanted of it, in its pixels. */
export interface ReadJob extends InputSlice {
  readonly objects: readonly ObjectPrompt[];
  /** As core takes it. */
  readonly normalisation: string | undefined;
}
