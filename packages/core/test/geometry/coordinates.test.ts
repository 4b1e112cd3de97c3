import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxToImage,
  boxToModel,
  createTransform,
  fitLongestSide,
  toImage,
  toModel,
} from '../../src/index.js';
import { readManifest } from '../fixtures/read-golden.js';

interface Manifest {
  longest_side: { height: number; width: number; target: number; result: [number, number] }[];
}

const cases = readManifest<Manifest>('resize').longest_side;

describe('fitLongestSide', () => {
  it.each(cases.filter(({ result }) => Math.min(...result) > 0))(
    'rounds $height × $width to $result like the reference',
    ({ width, height, target, result }) => {
      expect(fitLongestSide(width, height, target)).toEqual({ height: result[0], width: result[1] });
    },
  );

  it.each([
    ...cases.filter(({ result }) => Math.min(...result) === 0),
    { width: 3000, height: 1, target: 1024 },
    { width: 1, height: 20_000, target: 1024 },
  ])('refuses $width × $height, whose short side would vanish', ({ width, height, target }) => {
    expect(() => fitLongestSide(width, height, target)).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID' }),
    );
  });
});

const transforms = fc
  .record({
    width: fc.integer({ min: 20, max: 5000 }),
    height: fc.integer({ min: 20, max: 5000 }),
    side: fc.constantFrom(256, 1024),
    preprocess: fc.constantFrom('sam' as const, 'medsam' as const),
  })
  .map(({ width, height, side, preprocess }) => createTransform(width, height, side, preprocess));

const coordinate = fc.double({ min: -5000, max: 10_000, noNaN: true });

describe('coordinates', () => {
  it('come back from the model’s input', () => {
    fc.assert(
      fc.property(transforms, coordinate, coordinate, (transform, x, y) => {
        const there = toModel(transform, x, y);
        const back = toImage(transform, there.x, there.y);
        expect(back.x).toBeCloseTo(x, 8);
        expect(back.y).toBeCloseTo(y, 8);
      }),
    );
  });

  it('map the image’s far corner to the far corner of its part of the input', () => {
    fc.assert(
      fc.property(transforms, (transform) => {
        const { original, input } = transform;
        const corner = toModel(transform, original.width, original.height);
        expect(corner.x).toBeCloseTo(input.width, 9);
        expect(corner.y).toBeCloseTo(input.height, 9);
        expect(Math.max(input.width, input.height)).toBe(transform.side);
      }),
    );
  });

  it('of a box are those of its corners, both ways', () => {
    fc.assert(
      fc.property(transforms, coordinate, coordinate, coordinate, coordinate, (transform, a, b, c, d) => {
        const [first, second] = [toModel(transform, a, b), toModel(transform, c, d)];
        expect(boxToModel(transform, [a, b, c, d])).toEqual([first.x, first.y, second.x, second.y]);
        const [third, fourth] = [toImage(transform, a, b), toImage(transform, c, d)];
        expect(boxToImage(transform, [a, b, c, d])).toEqual([third.x, third.y, fourth.x, fourth.y]);
      }),
    );
  });

  it('scale each axis by its own rounded factor, without half a pixel', () => {
    const transform = createTransform(53, 37, 1024, 'sam');
    expect(transform.input).toEqual({ width: 1024, height: 715 });
    expect(toModel(transform, 0, 0)).toEqual({ x: 0, y: 0 });
    expect(toModel(transform, 10, 10)).toEqual({ x: 10 * (1024 / 53), y: 10 * (715 / 37) });
  });

  it('of MedSAM’s pipeline ignore the aspect', () => {
    const transform = createTransform(1, 20_000, 1024, 'medsam');
    expect(transform.input).toEqual({ width: 1024, height: 1024 });
  });
});
