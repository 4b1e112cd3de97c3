import type { ImageEmbedding, Predictor } from '@medicosam/core';

/** A picture with something in it: 300 × 200, three channels. */
export function picture() {
  const [width, height] = [300, 200];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7919 + ((i / 900) | 0) * 31) % 256;
  return { data, width, height, channels: 3 };
}

const PROMPTS = [
  { points: [{ x: 90, y: 70, label: 1 as const }] },
  { box: [30, 30, 150, 130] as const },
  {
    points: [
      { x: 210, y: 140, label: 1 as const },
      { x: 180, y: 40, label: 0 as const },
    ],
  },
];

/** The low-res logits of all candidates of the prompts above, one after another. */
export async function logitsOf(predictor: Predictor, embedding: ImageEmbedding): Promise<number[]> {
  const masks = await predictor.predictMany(embedding, PROMPTS, { multimask: true, outputs: ['lowRes'] });
  return masks.flat().flatMap((mask) => Array.from(mask.lowRes?.data ?? []));
}

/** The same of {@link picture}. */
export async function lowRes(predictor: Predictor): Promise<number[]> {
  const embedding = await predictor.encode(picture());
  const logits = await logitsOf(predictor, embedding);
  embedding.release();
  return logits;
}

/** The largest absolute difference; NaN where one list is shorter or holds a NaN. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.NaN;
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}
