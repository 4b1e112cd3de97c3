import type { BinaryMask } from '@medicosam/core';
import fc from 'fast-check';

/** A mask of rows of text, `#` inside. */
export function maskOf(...rows: readonly string[]): BinaryMask {
  const bits = Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 1 : 0));
  return { bits, width: rows[0]?.length ?? 0, height: rows.length };
}

/** Masks that formats stumble over, by what they show. */
export const HARD_MASKS: Readonly<Record<string, BinaryMask>> = {
  nothing: maskOf('....', '....', '....'),
  everything: maskOf('####', '####'),
  'the first pixel': maskOf('#...', '....', '....'),
  'the pixel at the end of the first row': maskOf('...#', '....', '....'),
  'the pixel at the start of the last row': maskOf('....', '....', '#...'),
  'the last pixel': maskOf('....', '....', '...#'),
  'pixels that meet at corners': maskOf('#.#.', '.#.#', '#.#.'),
  'an island in a hole': maskOf('#####', '#...#', '#.#.#', '#...#', '#####'),
  'an island that meets its hole at corners': maskOf(
    '######',
    '#....#',
    '#.##.#',
    '#.###.',
    '#....#',
    '######',
  ),
  'holes that meet at a corner': maskOf('#####', '#.###', '##.##', '#####'),
  'a hole that meets the outside at a corner': maskOf('.####', '#.###', '#####', '#####'),
  'a ring closed by a corner': maskOf('.###', '#..#', '#..#', '####'),
  'two rings, one in the other': maskOf(
    '#######',
    '#.....#',
    '#.###.#',
    '#.#.#.#',
    '#.###.#',
    '#.....#',
    '#######',
  ),
  'a single pixel for an image': maskOf('#'),
  'a column': maskOf('#', '.', '#', '#'),
};

/** Masks of any size up to 16 × 16: noise, blocks with holes, and all of one kind. */
export const arbitraryMask: fc.Arbitrary<BinaryMask> = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height, inside]) =>
    fc.array(fc.nat(9), { minLength: width * height, maxLength: width * height }).map((values) => ({
      bits: Uint8Array.from(values, (value) => (value < inside ? 1 : 0)),
      width,
      height,
    })),
  );

/** How many pixels are inside. */
export const areaOf = ({ bits }: BinaryMask): number => bits.reduce((sum, bit) => sum + bit, 0);
