import { describe, expect, it } from 'vitest';
import { createTransform, maskStatistics, thresholdMask, upsampleLogits } from '../../src/index.js';
import { type GoldenArray, readGolden, readManifest } from '../fixtures/read-golden.js';
import { hasSharedGoldens, NEEDS_SHARED, SHARED_GOLDENS } from '../fixtures/shared-goldens.js';

interface GoldenMask {
  object: number;
  index: number;
  bits: GoldenArray;
  area: number;
  /** Pixels with |logit| < 1e-3: the only ones that may differ. */
  near_zero: number;
}

interface GoldenModel {
  cases: {
    image: string;
    width: number;
    height: number;
    prompts: { low_res: GoldenArray; masks: GoldenMask[] }[];
  }[];
}

const models = ['vit_mini', 'tinyvit_mini'].flatMap((name) =>
  hasSharedGoldens
    ? readManifest<GoldenModel>(name, SHARED_GOLDENS).cases.map((one) => ({ name, ...one }))
    : [],
);

/** numpy.packbits: the first pixel in the most significant bit. */
const bitAt = (packed: ArrayLike<number>, i: number) => ((packed[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;

describe.skipIf(!hasSharedGoldens)(`masks of the golden models (${NEEDS_SHARED})`, () => {
  it.each(models)('of $name on $image differ at logits near zero only', ({ width, height, prompts }) => {
    const transform = createTransform(width, height, 256, 'sam');
    for (const { low_res, masks } of prompts) {
      const low = new Float32Array(readGolden(low_res, SHARED_GOLDENS).buffer);
      const [, candidates = 0, h = 0, w = 0] = low_res.shape;
      expect(masks.length).toBeGreaterThan(0);
      for (const { object, index, bits, area, near_zero } of masks) {
        const from = (object * candidates + index) * h * w;
        const logits = upsampleLogits(low.subarray(from, from + h * w), h, w, transform);
        const packed = readGolden(bits, SHARED_GOLDENS);
        const different = Array.from(thresholdMask(logits, width, height).bits.entries()).filter(
          ([i, bit]) => bit !== bitAt(packed, i),
        );
        expect(different.every(([i]) => Math.abs(logits[i] ?? 0) < 1e-3)).toBe(true);
        expect(different.length).toBeLessThanOrEqual(near_zero);
        const statistics = maskStatistics(logits, width, height);
        expect(Math.abs(statistics.area - area)).toBeLessThanOrEqual(different.length);
      }
    }
  });
});
