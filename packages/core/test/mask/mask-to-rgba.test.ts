import { expect, test } from 'vitest';
import { type BinaryMask, createMask, encodeRle, maskToRgba } from '../../src/index.js';

const mask: BinaryMask = { bits: Uint8Array.of(0, 1, 1, 0, 0, 1), width: 3, height: 2 };
const parts = { width: 3, height: 2, candidate: 0, predictedIou: 1, stabilityScore: 1, area: 3 };
const box = [1, 0, 3, 2] as const;

test.each([
  ['pixels', mask],
  ['run lengths', encodeRle(mask)],
  ['a predicted mask with pixels', createMask({ ...parts, box, mask })],
  ['a predicted mask with run lengths', createMask({ ...parts, box, rle: encodeRle(mask) })],
])('a mask becomes a picture from %s', (_, given) => {
  const { data, width, height } = maskToRgba(given, [10, 20, 30, 40]);
  const [inside, outside] = [
    [10, 20, 30, 40],
    [0, 0, 0, 0],
  ];
  expect([width, height]).toEqual([3, 2]);
  expect([...data]).toEqual([outside, inside, inside, outside, outside, inside].flat());
});

test('a predicted mask without pixels cannot be painted', () => {
  expect(() => maskToRgba(createMask({ ...parts, box }), [0, 0, 0, 255])).toThrow(/need its pixels/);
});
