import { type PromptTokens, TOKEN_LABEL } from './prompt-tokens.js';

/** A ragged batch of objects as the decoder takes it. */
export interface PromptBatch {
  /** [n, p, 2] in pixels of the model's input. */
  readonly points: Float32Array<ArrayBuffer>;
  /** [n, p], absent tokens −2. */
  readonly labels: Int32Array<ArrayBuffer>;
  /** Objects. */
  readonly n: number;
  /** Tokens of the longest object. */
  readonly p: number;
}

/** Lays objects of different numbers of tokens into one batch; short ones end in absent tokens. */
export function packBatch(objects: readonly PromptTokens[]): PromptBatch {
  const n = objects.length;
  const p = objects.reduce((most, { labels }) => Math.max(most, labels.length), 0);
  const points = new Float32Array(n * p * 2);
  const labels = new Int32Array(n * p).fill(TOKEN_LABEL.absent);
  for (const [index, object] of objects.entries()) {
    points.set(object.points, index * p * 2);
    labels.set(object.labels, index * p);
  }
  return { points, labels, n, p };
}
