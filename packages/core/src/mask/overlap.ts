import { MedicoSamError } from '../errors/medicosam-error.js';
import type { BinaryMask } from './binary-mask.js';

function counts(a: BinaryMask, b: BinaryMask) {
  if (a.width !== b.width || a.height !== b.height) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `Masks that are compared have the same size, got ${a.width} × ${a.height} and ${b.width} × ${b.height}.`,
    });
  }
  let [both, first, second] = [0, 0, 0];
  for (let i = 0; i < a.bits.length; i++) {
    const [inA, inB] = [a.bits[i] !== 0, b.bits[i] !== 0];
    if (inA) first++;
    if (inB) second++;
    if (inA && inB) both++;
  }
  return { both, first, second };
}

/**
 * Intersection over union of two masks; 1 when both are empty.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when their sizes differ.
 */
export function iou(a: BinaryMask, b: BinaryMask): number {
  const { both, first, second } = counts(a, b);
  const union = first + second - both;
  return union === 0 ? 1 : both / union;
}

/**
 * Dice coefficient of two masks, 2 |a ∩ b| / (|a| + |b|); 1 when both are empty.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when their sizes differ.
 */
export function dice(a: BinaryMask, b: BinaryMask): number {
  const { both, first, second } = counts(a, b);
  return first + second === 0 ? 1 : (2 * both) / (first + second);
}
