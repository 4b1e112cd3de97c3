import { boxToModel, toModel } from '../geometry/coordinates.js';
import type { ImageTransform } from '../model/image-embedding.js';
import type { Prompt } from './prompt.js';

/** Labels of the decoder's tokens; 0 and 1 are the caller's own. */
export const TOKEN_LABEL = {
  background: 0,
  foreground: 1,
  boxFirst: 2,
  boxSecond: 3,
  /** SAM's "not a point": it has an embedding of its own and is attended. */
  notAPoint: -1,
  /** No token at all: masked out in every attention. */
  absent: -2,
} as const;

/** The tokens of one object, or one row of a batch. */
export interface PromptTokens {
  /** [p, 2] in pixels of the model's input. */
  readonly points: Float32Array<ArrayBuffer>;
  /** [p], see {@link TOKEN_LABEL}. */
  readonly labels: Int32Array<ArrayBuffer>;
}

/**
 * The tokens of one object: its points, then the corners of its box; after points without a box SAM's padding point.
 * A prompt of a mask alone has one absent token, since no axis of a tensor is empty.
 *
 * @see segment_anything/modeling/prompt_encoder.py, _embed_points (pad = boxes is None)
 */
export function promptTokens({ points = [], box }: Prompt, transform: ImageTransform): PromptTokens {
  const positions: number[] = [];
  const labels: number[] = [];
  const add = (x: number, y: number, label: number) => {
    positions.push(x, y);
    labels.push(label);
  };
  for (const point of points) {
    const { x, y } = toModel(transform, point.x, point.y);
    add(x, y, point.label);
  }
  if (box !== undefined) {
    const [x0, y0, x1, y1] = boxToModel(transform, box);
    add(x0, y0, TOKEN_LABEL.boxFirst);
    add(x1, y1, TOKEN_LABEL.boxSecond);
  } else {
    add(0, 0, points.length > 0 ? TOKEN_LABEL.notAPoint : TOKEN_LABEL.absent);
  }
  return { points: Float32Array.from(positions), labels: Int32Array.from(labels) };
}
