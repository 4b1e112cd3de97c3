import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRle, distanceTransform, pointOfMask } from '../../src/index.js';
import { draw, masks } from '../fixtures/masks.js';
import { readVectors } from '../fixtures/read-vectors.js';

const cases = readVectors<{ shape: [number, number]; mask: number[]; point: [number, number] }[]>('shapes');

describe('pointOfMask', () => {
  it.each(cases)('finds $point of a mask of $shape like SciPy', ({ shape, mask, point: [x, y] }) => {
    expect(pointOfMask(decodeRle({ size: shape, counts: mask }))).toEqual({ x, y, label: 1 });
  });

  it('lies inside the mask, whatever its shape', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const point = pointOfMask(mask);
        if (point === undefined) expect(mask.bits.every((bit) => bit === 0)).toBe(true);
        else expect(mask.bits[point.y * mask.width + point.x]).toBe(1);
      }),
    );
  });

  it('is the middle of an object that fills the image', () => {
    expect(pointOfMask(draw('#####', '#####', '#####', '#####', '#####'))).toEqual({ x: 2, y: 2, label: 1 });
  });
});

describe('distanceTransform', () => {
  it('equals the distance to the nearest source, found by trying all', () => {
    fc.assert(
      fc.property(masks(), ({ bits, width, height }) => {
        const distances = distanceTransform(bits, width, height);
        for (let i = 0; i < bits.length; i++) {
          let nearest = Infinity;
          for (let j = 0; j < bits.length; j++) {
            if (bits[j] === 0) continue;
            const dx = (i % width) - (j % width);
            const dy = Math.floor(i / width) - Math.floor(j / width);
            nearest = Math.min(nearest, dx * dx + dy * dy);
          }
          expect(distances[i]).toBe(Math.sqrt(nearest));
        }
      }),
    );
  });
});
