import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxOfMask,
  createMask,
  encodeRle,
  maskStatistics,
  thresholdMask,
  traceContours,
} from '../../src/index.js';
import { draw } from '../fixtures/masks.js';

const facts = {
  width: 3,
  height: 2,
  candidate: 0,
  predictedIou: 0.9,
  stabilityScore: 1,
  area: 3,
  box: [0, 0, 2, 2] as const,
};

describe('createMask', () => {
  const mask = draw('##.', '#..');

  it('makes run lengths and contours from the pixels', () => {
    const made = createMask({ ...facts, mask });
    expect(made.toRLE()).toEqual({ size: [2, 3], counts: [0, 3, 3] });
    expect(made.toCompressedRLE()).toEqual({ size: [2, 3], counts: '033' });
    expect(made.toContours()).toEqual(traceContours(mask));
    expect(made).toMatchObject({ ...facts, mask });
  });

  it('makes the same from run lengths alone', () => {
    const made = createMask({ ...facts, rle: encodeRle(mask) });
    expect(made.mask).toBeUndefined();
    expect(made.toRLE()).toEqual(encodeRle(mask));
    expect(made.toContours()).toEqual(traceContours(mask));
  });

  it('encodes once', () => {
    const made = createMask({ ...facts, mask });
    expect(made.toRLE()).toBe(made.toRLE());
  });

  it('refuses both without pixels and run lengths', () => {
    const made = createMask({ ...facts, logits: new Float32Array(6) });
    const invalid = expect.objectContaining({ code: 'INVALID_ARGUMENT' });
    expect(() => made.toRLE()).toThrow(invalid);
    expect(() => made.toCompressedRLE()).toThrow(invalid);
    expect(() => made.toContours()).toThrow(invalid);
  });
});

describe('maskStatistics', () => {
  it('agrees with the thresholded mask and the definition of the stability score', () => {
    const logits = fc.float32Array({ minLength: 12, maxLength: 12, min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(logits, fc.constantFrom(0, -0.5, 0.75), (values, threshold) => {
        const mask = thresholdMask(values, 4, 3, threshold);
        const { area, box, stabilityScore } = maskStatistics(values, 4, 3, threshold);
        expect(area).toBe(mask.bits.reduce((sum, bit) => sum + bit, 0));
        expect(box).toEqual(boxOfMask(mask));
        const above = (limit: number) => values.filter((value) => value > limit).length;
        expect(stabilityScore).toBe(above(threshold + 1) / above(threshold - 1));
      }),
    );
  });

  it('counts the stability score strictly above its limits', () => {
    const { stabilityScore } = maskStatistics(Float32Array.from([-1, -0.5, 0.5, 1, 1.5, 2]), 3, 2);
    expect(stabilityScore).toBe(2 / 5);
  });

  it('has no stability score where nothing is near the mask', () => {
    expect(maskStatistics(new Float32Array(6).fill(-9), 3, 2)).toEqual({
      area: 0,
      box: [0, 0, 0, 0],
      stabilityScore: Number.NaN,
    });
  });

  it('counts a logit at the threshold as outside', () => {
    expect(thresholdMask(Float32Array.from([0, 1e-30, -1]), 3, 1).bits).toEqual(Uint8Array.from([0, 1, 0]));
  });
});
