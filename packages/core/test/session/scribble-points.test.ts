import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scribblePoints } from '../../src/index.js';

const SIZE = { width: 160, height: 100 };

test('a tap is one point', () => {
  expect(scribblePoints([{ x: 7, y: 9 }], SIZE)).toEqual([{ x: 7, y: 9 }]);
  expect(
    scribblePoints(
      [
        { x: 7, y: 9 },
        { x: 7, y: 9 },
      ],
      SIZE,
    ),
  ).toEqual([{ x: 7, y: 9 }]);
});

test('a line of three sixteenths of the longer side is three points in the middles of its thirds', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 30, y: 0 },
  ];
  expect(scribblePoints(line, SIZE)).toEqual([
    { x: 5, y: 0 },
    { x: 15, y: 0 },
    { x: 25, y: 0 },
  ]);
});

test('distances run along the line, around its corners', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(scribblePoints(corner, SIZE)).toEqual([
    { x: 5, y: 0 },
    { x: 10, y: 5 },
  ]);
});

test('a long scribble is eight points', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 160, y: 0 },
  ];
  expect(scribblePoints(line, SIZE).map(({ x }) => x)).toEqual([10, 30, 50, 70, 90, 110, 130, 150]);
});

test.each([
  [[]],
  [[{ x: Number.NaN, y: 0 }]],
  [
    [
      { x: 0, y: 0 },
      { x: 0, y: Number.POSITIVE_INFINITY },
    ],
  ],
])('a line without corners, or with corners that are nowhere, is INVALID_ARGUMENT', (line) => {
  expect(() => scribblePoints(line, SIZE)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

test('points lie within the box of the line, at least one and at most eight of them', () => {
  const coordinate = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 20 }),
      (line) => {
        const points = scribblePoints(line, SIZE);
        expect(points.length).toBeGreaterThanOrEqual(1);
        expect(points.length).toBeLessThanOrEqual(8);
        for (const axis of ['x', 'y'] as const) {
          const values = line.map((corner) => corner[axis]);
          for (const point of points) {
            expect(point[axis]).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
            expect(point[axis]).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
          }
        }
      },
    ),
  );
});
