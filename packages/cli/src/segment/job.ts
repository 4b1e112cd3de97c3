import type { Box, PointPrompt } from '@medicosam/core';

/** One object to segment. */
export interface ObjectPrompt {
  readonly name?: string | undefined;
  readonly points?: readonly PointPrompt[] | undefined;
  readonly box?: Box | undefined;
  /** Path of a mask image. */
  readonly mask?: string | undefined;
}

/** Something done in a session: prompts of the object that is being made, or what is done with it. */
export type SessionStep =
  | { readonly kind: 'prompts'; readonly prompts: Omit<ObjectPrompt, 'name'> }
  | { readonly kind: 'commit'; readonly name?: string | undefined }
  | { readonly kind: 'undo' | 'redo' | 'reset' };

/** One image and what is wanted of it. */
export interface SegmentJob {
  /** The path as the user would write it. */
  readonly file: string;
  /** Empty where steps make them, or a session record holds them. */
  readonly objects: readonly ObjectPrompt[];
  readonly steps?: readonly SessionStep[] | undefined;
  readonly normalisation?: string | undefined;
  /** Where masks go; of several, each name gets the object's name or number before its extension. */
  readonly maskPath?: string | undefined;
  readonly overlayPath?: string | undefined;
}
