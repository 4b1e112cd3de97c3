import { lpsAffine, type SliceAxis } from '@medicosam/core';
import fc from 'fast-check';
import type { LabelledObject, LabelSource, PlacedMask } from '../../src/labels.js';
import { arbitraryGeometry } from '../volumes/arbitrary-volumes.js';
import { maskOn, type Sizes, SLICE_SIZE } from './place.js';

/** Any place, oblique and left-handed ones among them. */
export const arbitrarySource: fc.Arbitrary<LabelSource> = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 4 }),
    arbitraryGeometry,
  )
  .map(([width, height, depth, geometry]) => ({
    width,
    height,
    depth,
    geometry,
    affine: lpsAffine(geometry),
  }));

/** One to four objects on slices across any of the axes, one pixel or many, that may overlap. */
export const arbitraryObjects = (
  sizes: Sizes,
  axes: readonly SliceAxis[] = ['i', 'j', 'k'],
): fc.Arbitrary<LabelledObject[]> =>
  fc.array(
    fc.record({
      name: fc.option(fc.stringMatching(/^[A-Za-z][A-Za-z0-9 -]{0,10}[A-Za-z0-9]$/), { nil: undefined }),
      colour: fc.option(fc.constantFrom([1, 0, 0] as const, [0, 0.6, 0.2] as const), { nil: undefined }),
      masks: fc.array(arbitraryMask(sizes, axes), { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

const arbitraryMask = (sizes: Sizes, axes: readonly SliceAxis[]): fc.Arbitrary<PlacedMask> =>
  fc.constantFrom(...axes).chain((axis) => {
    const [width, height, count] = SLICE_SIZE[axis](sizes);
    const pixel = fc.tuple(fc.nat(width - 1), fc.nat(height - 1));
    return fc
      .tuple(fc.nat(count - 1), fc.array(pixel, { minLength: 1, maxLength: 12 }))
      .map(([index, pixels]) => maskOn(sizes, axis, index, pixels));
  });
