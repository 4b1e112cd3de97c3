import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxOfMask,
  decodeRle,
  dice,
  fillHoles,
  iou,
  labelComponents,
  removeIslands,
} from '../../src/index.js';
import { draw, masks } from '../fixtures/masks.js';
import { readVectors } from '../fixtures/read-vectors.js';

interface Shape {
  shape: [number, number];
  mask: number[];
  components: [number, number];
  largest: [number, number];
  filled: number;
}

const area = ({ bits }: { bits: Uint8Array }) => bits.reduce((sum, bit) => sum + bit, 0);

describe('against SciPy', () => {
  it.each(readVectors<Shape[]>('shapes'))(
    'components and filled holes of a mask of $shape agree',
    (shape) => {
      const mask = decodeRle({ size: shape.shape, counts: shape.mask });
      for (const [index, connectivity] of [4, 8].entries()) {
        const { count, areas } = labelComponents(mask, connectivity as 4 | 8);
        expect([count, Math.max(...areas.slice(1))]).toEqual([shape.components[index], shape.largest[index]]);
      }
      expect(area(fillHoles(mask))).toBe(shape.filled);
    },
  );
});

describe('labelComponents', () => {
  it('numbers components by their first pixels', () => {
    const { labels, count, areas } = labelComponents(draw('..#.#', '#.#.#', '#.###', '#....'), 4);
    expect(count).toBe(2);
    expect(Array.from(labels)).toEqual([0, 0, 1, 0, 1, 2, 0, 1, 0, 1, 2, 0, 1, 1, 1, 2, 0, 0, 0, 0]);
    expect(areas).toEqual([10, 7, 3]);
  });

  it('joins corners under 8 and not under 4', () => {
    const mask = draw('#.#', '.#.', '#.#');
    expect([labelComponents(mask, 4).count, labelComponents(mask, 8).count]).toEqual([5, 1]);
  });

  it('gives neighbours equal labels and counts every pixel once', () => {
    fc.assert(
      fc.property(masks(), fc.constantFrom(4 as const, 8 as const), (mask, connectivity) => {
        const { labels, areas, count } = labelComponents(mask, connectivity);
        const { width, bits } = mask;
        for (let i = 0; i < bits.length; i++) {
          expect((labels[i] ?? 0) > 0).toBe(bits[i] === 1);
          const hasRight = i % width < width - 1;
          if (hasRight && bits[i] === 1 && bits[i + 1] === 1) expect(labels[i]).toBe(labels[i + 1]);
          if (bits[i] === 1 && bits[i + width] === 1) expect(labels[i]).toBe(labels[i + width]);
          if (connectivity === 8 && hasRight && bits[i] === 1 && bits[i + width + 1] === 1) {
            expect(labels[i]).toBe(labels[i + width + 1]);
          }
        }
        expect(areas).toHaveLength(count + 1);
        expect(areas.reduce((sum, value) => sum + value, 0)).toBe(bits.length);
      }),
    );
  });
});

describe('fillHoles', () => {
  const mask = draw('######', '#.#..#', '###..#', '######', '#...##');

  it('fills what does not reach the border', () => {
    expect(fillHoles(mask)).toEqual(draw('######', '######', '######', '######', '#...##'));
  });

  it('leaves holes above the largest area', () => {
    expect(fillHoles(mask, 1)).toEqual(draw('######', '###..#', '###..#', '######', '#...##'));
  });

  it('lets a hole leak through a corner under 8 only', () => {
    const open = draw('.##', '#.#', '###');
    expect(area(fillHoles(open, Infinity, 4))).toBe(8);
    expect(fillHoles(open, Infinity, 8)).toEqual(open);
  });
});

describe('removeIslands', () => {
  it('removes what is smaller', () => {
    expect(removeIslands(draw('##..#', '##...', '....#'), 2)).toEqual(draw('##...', '##...', '.....'));
  });

  it('keeps the largest where all are smaller', () => {
    expect(removeIslands(draw('#..##', '.....', '##...'), 10)).toEqual(draw('...##', '.....', '.....'));
  });

  it('leaves an empty mask empty', () => {
    expect(area(removeIslands(draw('...', '...'), 3))).toBe(0);
  });
});

describe('boxOfMask', () => {
  it('ends one behind the last pixel', () => {
    expect(boxOfMask(draw('....', '.##.', '.#..'))).toEqual([1, 1, 3, 3]);
  });

  it('of an empty mask is four zeros', () => {
    expect(boxOfMask(draw('..', '..'))).toEqual([0, 0, 0, 0]);
  });
});

describe('overlap', () => {
  const [a, b] = [draw('##..', '##..'), draw('.##.', '.##.')];

  it('is intersection over union, and Dice twice it over the sum', () => {
    expect([iou(a, b), dice(a, b)]).toEqual([2 / 6, 4 / 8]);
  });

  it('of two empty masks is 1, of one 0', () => {
    const empty = draw('....', '....');
    expect([iou(empty, empty), dice(empty, empty), iou(a, empty), dice(a, empty)]).toEqual([1, 1, 0, 0]);
  });

  it('fulfils dice = 2 iou / (1 + iou)', () => {
    fc.assert(
      fc.property(masks(), fc.infiniteStream(fc.nat(1)), (mask, stream) => {
        const other = { ...mask, bits: Uint8Array.from(mask.bits, () => stream.next().value) };
        const value = iou(mask, other);
        expect(dice(mask, other)).toBeCloseTo((2 * value) / (1 + value), 12);
      }),
    );
  });

  it('refuses masks of different sizes', () => {
    expect(() => iou(a, draw('##', '##', '..', '..'))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
