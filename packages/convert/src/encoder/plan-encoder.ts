import type { SamVitEncoder, TinyVitEncoder } from '../describe/network.js';
import type { PlannedWeight } from '../weights/planned-weight.js';
import { planSamVit } from './sam-vit/plan-sam-vit.js';
import { planTinyVit } from './tiny-vit/plan-tiny-vit.js';

/** Every tensor of an image encoder as the weights file holds it, for all lowerings alike. */
export const planEncoder = (encoder: SamVitEncoder | TinyVitEncoder): PlannedWeight[] =>
  encoder.kind === 'sam-vit' ? planSamVit(encoder) : planTinyVit(encoder);
