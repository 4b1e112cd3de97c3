import type { Box, PointPrompt } from '@medicosam/core';

/** One object to segment. */
export interface ObjectPrompt {
  readonly name?: string | undefined;
  readonly points?: readonly PointPrompt[] | undefined;
  readonly box?: Box | undefined;
  /** Path of a mask image. */
  readonly mask?: string | undefined;
}

/** One image and what is wanted of it. */
export interface SegmentJob {
  /** The path as the user would write it. */
  readonly file: string;
  readonly objects: readonly ObjectPrompt[];
  readonly normalisation?: string | undefined;
  /** Where masks go; of several, each name gets the object's name or number before its extension. */
  readonly maskPath?: string | undefined;
  readonly overlayPath?: string | undefined;
}
