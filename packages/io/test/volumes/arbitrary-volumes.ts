import type { Geometry, PixelData, PixelVolume } from '@medicosam/core';
import fc from 'fast-check';

const TYPES = [
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
] as const;

/** Any rotation, by three angles, with any of the indices turned around: right- and left-handed. */
const direction = fc
  .tuple(
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    fc.tuple(fc.constantFrom(1, -1), fc.constantFrom(1, -1), fc.constantFrom(1, -1)),
    fc.constantFrom([0, 1, 2], [1, 2, 0], [2, 0, 1], [1, 0, 2], [0, 2, 1], [2, 1, 0]),
    // Volumes along the axes are the common ones.
    fc.boolean(),
  )
  .map(([a, b, c, signs, order, isOblique]): Geometry['direction'] => {
    const [x, y, z] = isOblique ? [a, b, c] : [0, 0, 0];
    const [ca, sa, cb, sb, cc, sc] = [x, y, z].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const rows = [
      [ca * cb, ca * sb * sc - sa * cc, ca * sb * cc + sa * sc],
      [sa * cb, sa * sb * sc + ca * cc, sa * sb * cc - ca * sc],
      [-sb, cb * sc, cb * cc],
    ];
    return rows.flatMap((row) =>
      order.map((column, index) => (signs[index] as number) * (row[column] as number)),
    ) as unknown as Geometry['direction'];
  });

const spacing = fc.double({ min: 0.01, max: 20, noNaN: true });
const place = fc.double({ min: -2000, max: 2000, noNaN: true });

export const arbitraryGeometry: fc.Arbitrary<Geometry> = fc.record({
  origin: fc.tuple(place, place, place),
  spacing: fc.tuple(spacing, spacing, spacing),
  direction,
});

/** Small volumes of any type and orientation, of one channel. */
export const arbitraryVolume: fc.Arbitrary<PixelVolume & { readonly geometry: Geometry }> = fc
  .tuple(
    fc.constantFrom(...TYPES),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer(),
    arbitraryGeometry,
  )
  .map(([type, width, height, depth, seed, geometry]) => {
    const data: PixelData = new type(width * height * depth);
    const isReal = data instanceof Float32Array || data instanceof Float64Array;
    for (let i = 0; i < data.length; i++) {
      const value = Math.imul(seed + i, 2654435761) ^ (i << 13);
      data[i] = isReal ? (i % 11 === 10 ? Number.NaN : value / 7919) : value;
    }
    return { data, width, height, depth, channels: 1, geometry };
  });
