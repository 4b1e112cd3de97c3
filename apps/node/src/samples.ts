import type { BinaryMask, PixelImage, Prompt } from '@medicosam/core';

/** One picture of samples/prompts.json. */
export interface Sample {
  readonly image: string;
  readonly title: string;
  readonly modality: string;
  readonly normalize: string;
  /** A label image: object k has grey value k, counted from 1. */
  readonly truth: string;
  readonly objects: readonly SampleObject[];
}

/** One object: a name and the prompt that was stored for it. */
export interface SampleObject {
  readonly name: string;
  readonly points?: readonly (readonly [x: number, y: number, label: 0 | 1])[];
  readonly box?: readonly [number, number, number, number];
}

/** The stored prompt as the predictor takes it. */
export const toPrompt = ({ points, box }: SampleObject): Prompt => ({
  ...(points ? { points: points.map(([x, y, label]) => ({ x, y, label })) } : {}),
  ...(box ? { box } : {}),
});

/** The stored prompt in words. */
export function describePrompt({ points = [], box }: SampleObject = { name: '' }): string {
  const marks = points.map(([x, y, label]) => `${label === 1 ? 'point' : 'point outside'} ${x},${y}`);
  return [...marks, ...(box ? [`box ${box.join(',')}`] : [])].join(', ');
}

/** The expert's mask of one object. */
export const labelMask = ({ data, width, height }: PixelImage, id: number): BinaryMask => ({
  bits: Uint8Array.from(data, (value) => (value === id ? 1 : 0)),
  width,
  height,
});
