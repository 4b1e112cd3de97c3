import type { BinaryMask } from '../mask/binary-mask.js';
import type { Box, PointPrompt, Prompt } from '../prompt/prompt.js';

/** One of an object's prompts, with a number that names it within its session. */
export type SessionPrompt =
  | ({ readonly id: number; readonly kind: 'point' } & PointPrompt)
  | { readonly id: number; readonly kind: 'box'; readonly box: Box }
  | { readonly id: number; readonly kind: 'mask'; readonly mask: BinaryMask };

/** A session's prompts as a predictor takes them. */
export function toPrompt(prompts: readonly SessionPrompt[]): Prompt & { readonly mask?: BinaryMask } {
  const points: PointPrompt[] = [];
  let box: Box | undefined;
  let mask: BinaryMask | undefined;
  for (const prompt of prompts) {
    if (prompt.kind === 'point') points.push({ x: prompt.x, y: prompt.y, label: prompt.label });
    else if (prompt.kind === 'box') box = prompt.box;
    else mask = prompt.mask;
  }
  return { points, ...(box && { box }), ...(mask && { mask }) };
}
