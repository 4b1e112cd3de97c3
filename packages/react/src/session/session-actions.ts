import type {
  BinaryMask,
  Box,
  CommitOptions,
  HoverPrompt,
  ImageSession,
  PixelImage,
  PointPrompt,
  Position,
  SegmentedObject,
  SetImageOptions,
} from '@medicosam/core';

/**
 * What a component does with a session. Each is the method of core's `ImageSession` or `PromptSession` of that name.
 * Their identities stay as long as the session does. Without an image, and after the component was unmounted, they do
 * nothing and return undefined; they throw for wrong arguments, as the methods do.
 */
export interface SessionActions {
  /** Goes on to an image, or to none. */
  readonly setImage: (image: PixelImage | null | undefined, options?: SetImageOptions) => void;
  /** Adds a point, in pixels of the image, pixel centres at integers; returns its id. */
  readonly addPoint: (point: PointPrompt) => number | undefined;
  /** Sets the box, in place of the one there is; returns its id. */
  readonly setBox: (box: Box) => number | undefined;
  /** Sets a mask in the size of the image, in place of the one there is; returns its id. */
  readonly setMask: (mask: BinaryMask) => number | undefined;
  /** Adds a scribble as points, in one step; returns their ids. */
  readonly scribble: (line: readonly Position[], label: 0 | 1) => readonly number[] | undefined;
  /** Takes one prompt back. */
  readonly removePrompt: (id: number) => void;
  /** Makes another of the candidates the mask. */
  readonly selectCandidate: (index: number) => void;
  /** Shows as `preview` what a prompt would give; nothing clears it. */
  readonly hover: (prompt?: HoverPrompt) => void;
  /** Makes the mask an object; undefined, and nothing is done, while the mask is not that of the prompts as they are. */
  readonly commit: (options?: CommitOptions) => SegmentedObject | undefined;
  /** Takes all prompts back, in one step. */
  readonly reset: () => void;
  /** Undoes the last step; false where there is none. */
  readonly undo: () => boolean;
  /** Does the last undone step again; false where there is none. */
  readonly redo: () => boolean;
  /** Tries again what failed. */
  readonly retry: () => void;
}

export const sessionActions = (session: ImageSession): SessionActions => ({
  setImage: (image, options) => {
    if (!session.isDisposed) session.setImage(image, options);
  },
  addPoint: (point) => session.prompts?.addPoint(point),
  setBox: (box) => session.prompts?.setBox(box),
  setMask: (mask) => session.prompts?.setMask(mask),
  scribble: (line, label) => session.prompts?.scribble(line, label),
  removePrompt: (id) => session.prompts?.removePrompt(id),
  selectCandidate: (index) => session.prompts?.selectCandidate(index),
  hover: (prompt) => session.prompts?.hover(prompt),
  commit: (options) => (session.isDisposed ? undefined : session.commit(options)),
  reset: () => session.reset(),
  undo: () => session.undo(),
  redo: () => session.redo(),
  retry: () => session.retry(),
});
