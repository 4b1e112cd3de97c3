import {
  boxOfMask,
  type CompressedRle,
  createMask,
  decodeRle,
  decompressRle,
  type Mask,
} from '@medicosam/core';

/** A mask that no prompts made, as it was recorded: no model says anything of it. */
export function recordedMask(rle: CompressedRle): Mask {
  const mask = decodeRle(decompressRle(rle));
  const { width, height, bits } = mask;
  return createMask({
    width,
    height,
    candidate: 0,
    predictedIou: Number.NaN,
    stabilityScore: Number.NaN,
    area: bits.reduce((sum, bit) => sum + bit, 0),
    box: boxOfMask(mask),
    mask,
  });
}
