import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBands } from '../../src/encoder/tiling/bands.js';
import { planScoreTiles } from '../../src/encoder/tiling/score-tiles.js';
import { TILE_VALUES } from '../../src/encoder/tiling/tile-values.js';

const size = (max: number) => fc.integer({ min: 1, max });

describe('planBands', () => {
  test('gives ViT-B five bands of one row of windows', () => {
    expect(planBands(64, 14, 3072, TILE_VALUES).heights).toEqual([14, 14, 14, 14, 8]);
  });

  test('leaves a small map whole', () => {
    expect(planBands(16, 5, 128, TILE_VALUES).heights).toEqual([16]);
  });

  test('cuts between windows and covers the map', () => {
    fc.assert(
      fc.property(size(130), size(30), size(5120), size(2 ** 22), (side, window, widest, tileValues) => {
        const { heights } = planBands(side, window, widest, tileValues);
        expect(heights.reduce((sum, height) => sum + height, 0)).toBe(side);
        expect(heights.slice(0, -1).every((height) => height > 0 && height % window === 0)).toBe(true);
        expect(heights.at(-1)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('planScoreTiles', () => {
  test('cuts the queries of each head of ViT-B into quarters', () => {
    expect(planScoreTiles(12, 4096, 2 * TILE_VALUES)).toEqual({ groups: 12, parts: 4 });
  });

  test('keeps every tile within the limit as long as a tile holds a query', () => {
    fc.assert(
      fc.property(size(16), size(64), fc.integer({ min: 4096, max: 2 ** 23 }), (heads, side, tileValues) => {
        const tokens = side * side;
        const { groups, parts } = planScoreTiles(heads, tokens, tileValues);
        expect(heads % groups).toBe(0);
        expect(tokens % parts).toBe(0);
        expect((heads / groups) * (tokens / parts) * tokens).toBeLessThanOrEqual(tileValues);
        if (parts > 1) expect(groups).toBe(heads);
      }),
    );
  });
});
