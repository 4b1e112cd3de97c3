import { describe, expect, it } from 'vitest';
import { createTransform, decodeRle, maskPromptLogits } from '../../src/index.js';
import { readVectors } from '../fixtures/read-vectors.js';

const cases =
  readVectors<{ shape: [number, number]; lowRes: number; mask: number[]; inside: number[] }[]>('mask-prompt');
const INSIDE = Math.fround(6.906755);

describe('maskPromptLogits', () => {
  it.each(cases)('resizes a mask of $shape to $lowRes like Pillow', ({ shape, lowRes, mask, inside }) => {
    const transform = createTransform(shape[1], shape[0], 1024, 'sam');
    const logits = maskPromptLogits(decodeRle({ size: shape, counts: mask }), transform, lowRes);
    const { bits } = decodeRle({ size: [lowRes, lowRes], counts: inside });
    expect(bits.some((bit) => bit === 1)).toBe(true);
    expect(Array.from(logits)).toEqual(Array.from(bits, (bit) => (bit === 1 ? INSIDE : -INSIDE)));
  });

  it('leaves the padding and an empty mask outside', () => {
    const transform = createTransform(16, 4, 64, 'sam');
    const full = maskPromptLogits({ bits: new Uint8Array(64).fill(1), width: 16, height: 4 }, transform, 16);
    expect(full.subarray(0, 64).every((value) => value === INSIDE)).toBe(true);
    expect(full.subarray(64).every((value) => value === -INSIDE)).toBe(true);
    const empty = maskPromptLogits({ bits: new Uint8Array(64), width: 16, height: 4 }, transform, 16);
    expect(empty.every((value) => value === -INSIDE)).toBe(true);
  });

  it('fills the square as MedSAM squashes the image', () => {
    const transform = createTransform(16, 4, 64, 'medsam');
    const full = maskPromptLogits({ bits: new Uint8Array(64).fill(1), width: 16, height: 4 }, transform, 16);
    expect(full.every((value) => value === INSIDE)).toBe(true);
  });

  it('keeps a row of an image so thin that rounding would leave none', () => {
    const transform = createTransform(2000, 3, 1024, 'sam');
    const full = maskPromptLogits(
      { bits: new Uint8Array(6000).fill(1), width: 2000, height: 3 },
      transform,
      256,
    );
    expect(full.filter((value) => value > 0)).toHaveLength(256);
  });
});
