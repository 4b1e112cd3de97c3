import type { Box, Warning } from '@medicosam/core';
import type { ErrorReport } from '../errors.js';
import type { InputSelection } from '../input/input-selection.js';
import type { InputSlice } from '../input/read-slice.js';

/** What `medicosam segment --json` prints. Coordinates are pixels of the image as stored, centres at integers. */
export interface SegmentReport {
  readonly version: 1;
  readonly model: { readonly id: string; readonly hash: string };
  readonly device: string;
  readonly loadMs: number;
  readonly results: readonly SegmentResult[];
  readonly failed: readonly (ErrorReport & { readonly file: string })[];
  /** Images that the prompts file does not name, or that the session has no object on. */
  readonly unprompted: readonly string[];
  /** The file of `--session`, and what was done with it. */
  readonly session?: { readonly file: string; readonly action: 'saved' | 'replayed' };
  readonly warnings: readonly Warning[];
}

/** One image. */
export interface SegmentResult {
  readonly file: string;
  /** Which series, frame and slice it is, where the input holds several. */
  readonly series?: string;
  readonly frame?: number;
  readonly slice?: { readonly axis: 'i' | 'j' | 'k'; readonly index: number; readonly count: number };
  readonly width: number;
  readonly height: number;
  readonly prompts: readonly PromptEcho[];
  /** What was used, as `--normalize` takes it. */
  readonly normalisation: string;
  readonly masks: readonly MaskResult[];
  readonly overlay?: string;
  /** Whether the embedding came from the cache; the encoder then did not run. */
  readonly fromCache: boolean;
  readonly timings: { readonly encodeMs: number; readonly predictMs: number };
  readonly warnings: readonly Warning[];
}

/** An object's prompt, in the form of a prompts file. */
export interface PromptEcho {
  readonly name?: string;
  readonly points?: readonly (readonly [x: number, y: number, label: 0 | 1])[];
  readonly box?: Box;
  readonly mask?: string;
}

/** One mask. */
export interface MaskResult {
  /** Which of `prompts` it answers. */
  readonly object: number;
  readonly name?: string;
  /** The file that was written: a PNG of its own, or the file of labels of all. */
  readonly file?: string;
  /** Its number in the file of labels, from 1; the same object on several slices has one. */
  readonly label?: number;
  /** Pixels inside. */
  readonly area: number;
  /** Tight; the far corner is the last index + 1. */
  readonly box: Box;
  /** `null` of a mask that no prompts made. */
  readonly predictedIou: number | null;
  /** `null` where the mask is empty at every threshold, and of a mask that no prompts made. */
  readonly stabilityScore: number | null;
  /** The decoder's candidate: 0 the single-mask output, 1 to 3 the multimask ones. */
  readonly candidate: number;
  /**
   * Of a replayed session: with the recorded mask. `null` where none was recorded, and of a mask that no prompts made:
   * it is the recorded one.
   */
  readonly iou?: number | null;
  /** COCO's compressed run lengths; size is [height, width]. */
  readonly rle: { readonly size: readonly [number, number]; readonly counts: string };
}

/** What {@link SegmentResult} says of where in its input an image lies. */
export const sliceEcho = (
  { axis, index, count }: Pick<InputSlice, 'axis' | 'index' | 'count'>,
  { series, frame }: InputSelection = {},
): Pick<SegmentResult, 'series' | 'frame' | 'slice'> => ({
  ...(series === undefined ? {} : { series }),
  ...(frame === undefined ? {} : { frame }),
  ...(count > 1 ? { slice: { axis, index, count } } : {}),
});
