import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodePng, labelsToPng } from '../../src/png.js';

it('labels up to 255 are 8 bits, beyond 16, whatever type they come in', () => {
  const type = fc.constantFrom(Uint8Array, Uint16Array, Uint32Array, Int32Array);
  const labels = fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1, 255, 256, 65_535),
    )
    .chain(([width, height, max]) =>
      fc
        .array(fc.nat(max), { minLength: width * height, maxLength: width * height })
        .map((values) => ({ values, width, height })),
    );
  fc.assert(
    fc.property(labels, type, ({ values, width, height }, Type) => {
      const data = Type.from(values);
      const read = decodePng(labelsToPng({ data, width, height }));
      expect(read).toMatchObject({ width, height, channels: 1 });
      expect(Array.from(read.data)).toEqual([...data]);
      expect(read.data.BYTES_PER_ELEMENT).toBe(Math.max(...data) > 255 ? 2 : 1);
    }),
    { numRuns: 150 },
  );
});

it.each([
  ['FORMAT_UNSUPPORTED', Uint32Array.of(65_536)],
  ['FORMAT_UNSUPPORTED', Int32Array.of(-1)],
  ['IMAGE_INVALID', Uint8Array.of(1, 2)],
])('is %s for labels that PNG cannot hold', (code, data) => {
  expect(() => labelsToPng({ data, width: 1, height: 1 })).toThrow(expect.objectContaining({ code }));
});
