import { type BinaryMask, type ContourPoint, rasteriseContours, traceContours } from '@medicosam/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyhole } from '../../src/rtstruct/keyhole.js';
import { drawn } from './made-grid.js';

const ringsOf = (mask: BinaryMask) => traceContours(mask).map(keyhole);

const doubleArea = (points: readonly ContourPoint[]) =>
  points.reduce((sum, { x, y }, i) => {
    const before = points.at(i - 1) as ContourPoint;
    return sum + before.x * y - x * before.y;
  }, 0);

it('a hole is reached from the left, and the ends of the channel are corners twice', () => {
  const [ring] = ringsOf(drawn(3, 3, '###', '# #', '###'));
  expect(ring?.map(({ x, y }) => `${x},${y}`).join(' ')).toBe(
    '-0.5,-0.5 2.5,-0.5 2.5,2.5 -0.5,2.5 -0.5,0.5 0.5,0.5 0.5,1.5 1.5,1.5 1.5,0.5 0.5,0.5 -0.5,0.5',
  );
});

it('an outline without holes stays as it is', () => {
  const [contour] = traceContours(drawn(4, 2, '##', ' ##'));
  expect(contour && keyhole(contour)).toBe(contour?.outer);
});

it('one ring for each part, along pixel edges, of its area, that fills its pixels and no others', () => {
  const masks = fc.integer({ min: 1, max: 24 }).chain((width) =>
    fc.uint8Array({ minLength: width, maxLength: 400, max: 5 }).map((values): BinaryMask => {
      const height = Math.floor(values.length / width);
      return { width, height, bits: values.subarray(0, width * height).map((value) => Math.min(value, 1)) };
    }),
  );
  fc.assert(
    fc.property(masks, (mask) => {
      const rings = ringsOf(mask);
      expect(rings).toHaveLength(traceContours(mask).length);
      const filled = rasteriseContours(
        rings.map((outer) => ({ outer, holes: [] })),
        mask.width,
        mask.height,
      );
      expect(filled.bits).toEqual(Uint8Array.from(mask.bits));
      const pixels = mask.bits.reduce((sum, bit) => sum + bit, 0);
      expect(rings.reduce((sum, ring) => sum + doubleArea(ring), 0)).toBe(2 * pixels);
      for (const { x, y } of rings.flat()) expect([x % 1, y % 1].map(Math.abs)).toEqual([0.5, 0.5]);
      for (const ring of rings) {
        for (const [i, { x, y }] of ring.entries()) {
          const before = ring.at(i - 1) as ContourPoint;
          expect((x === before.x) !== (y === before.y)).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});
