import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ContourPoint,
  labelComponents,
  rasteriseContours,
  simplifyContour,
  traceContours,
} from '../../src/index.js';
import { draw, masks } from '../fixtures/masks.js';

function area(ring: readonly ContourPoint[]): number {
  return ring.reduce((sum, { x, y }, i) => {
    const next = ring[(i + 1) % ring.length] ?? { x: 0, y: 0 };
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);
}

describe('traceContours', () => {
  it('goes clockwise round the corners of a pixel', () => {
    expect(traceContours(draw('#'))).toEqual([
      {
        outer: [
          { x: -0.5, y: -0.5 },
          { x: 0.5, y: -0.5 },
          { x: 0.5, y: 0.5 },
          { x: -0.5, y: 0.5 },
        ],
        holes: [],
      },
    ]);
  });

  it('is empty for an empty mask', () => {
    expect(traceContours(draw('...', '...'))).toEqual([]);
  });

  it('keeps corners only', () => {
    const [contour] = traceContours(draw('####', '####', '####'));
    expect(contour?.outer).toHaveLength(4);
  });

  it('separates pixels that meet at a corner', () => {
    expect(traceContours(draw('#.', '.#'))).toHaveLength(2);
  });

  it('gives an island in a hole an outline of its own, and the hole to its owner', () => {
    const contours = traceContours(
      draw('#####', '#...#', '#.#.#', '#...#', '#####', '.....', '###..', '#.#..', '###..'),
    );
    expect(contours.map(({ outer, holes }) => [area(outer), ...holes.map(area)])).toEqual([
      [25, -9],
      [1],
      [9, -1],
    ]);
  });

  it('splits rings where they would touch themselves', () => {
    // The hole opens to the outside at a corner; the two holes of the second mask meet at one.
    expect(traceContours(draw('###', '#.#', '##.')).map(({ holes }) => holes.length)).toEqual([1]);
    const [contour] = traceContours(draw('####', '#.##', '##.#', '####'));
    expect(contour?.holes.map(area)).toEqual([-1, -1]);
  });

  it('gives the mask back when rasterised', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        expect(rasteriseContours(traceContours(mask), mask.width, mask.height)).toEqual(mask);
      }),
      { numRuns: 500 },
    );
  });

  it('encloses as many pixels as the mask has, in one simple outline a component', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const contours = traceContours(mask);
        const { areas, count } = labelComponents(mask, 4);
        expect(contours).toHaveLength(count);
        const enclosed = contours.map(({ outer, holes }) =>
          [outer, ...holes].reduce((sum, ring) => sum + area(ring), 0),
        );
        expect(enclosed).toEqual(areas.slice(1));
        for (const { outer, holes } of contours) {
          expect(area(outer)).toBeGreaterThan(0);
          for (const ring of [outer, ...holes]) {
            expect(new Set(ring.map(({ x, y }) => `${x} ${y}`)).size).toBe(ring.length);
          }
          expect(holes.every((hole) => area(hole) < 0)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('rasteriseContours', () => {
  it('cuts at the border of the image', () => {
    const square = [
      { x: -9, y: -9 },
      { x: 1.5, y: -9 },
      { x: 1.5, y: 99 },
      { x: -9, y: 99 },
    ];
    expect(rasteriseContours([{ outer: square, holes: [] }], 3, 2)).toEqual(draw('##.', '##.'));
    const away = square.map(({ x, y }) => ({ x: x + 50, y: y + 500 }));
    expect(rasteriseContours([{ outer: away, holes: [] }], 3, 2)).toEqual(draw('...', '...'));
  });

  it('takes slanted edges by their pixel centres', () => {
    const triangle = [
      { x: -0.5, y: -0.5 },
      { x: 3.5, y: -0.5 },
      { x: -0.5, y: 3.5 },
    ];
    expect(rasteriseContours([{ outer: triangle, holes: [] }], 4, 4)).toEqual(
      draw('###.', '##..', '#...', '....'),
    );
  });
});

describe('simplifyContour', () => {
  const disc = {
    bits: Uint8Array.from({ length: 60 * 60 }, (_, i) =>
      Math.hypot((i % 60) - 30, Math.floor(i / 60) - 30) < 25 ? 1 : 0,
    ),
    width: 60,
    height: 60,
  };

  it('leaves out most points of a disc and keeps its area within the tolerance', () => {
    const [contour] = traceContours(disc);
    if (contour === undefined) throw new Error('no contour');
    const simple = simplifyContour(contour, 1);
    expect(simple.outer.length).toBeLessThan(contour.outer.length / 4);
    const perimeter = 2 * Math.PI * 25;
    expect(Math.abs(area(simple.outer) - area(contour.outer))).toBeLessThan(perimeter);
    const kept = new Set(contour.outer);
    expect(simple.outer.every((point) => kept.has(point))).toBe(true);
  });

  it('leaves no point farther away than the tolerance', () => {
    const distance = (point: ContourPoint, a: ContourPoint, b: ContourPoint) => {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const t = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy);
      const along = Math.min(Math.max(t, 0), 1);
      return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
    };
    fc.assert(
      fc.property(masks(), fc.constantFrom(0.5, 0.75, 1, 2), (mask, tolerance) => {
        for (const contour of traceContours(mask)) {
          const { outer } = simplifyContour(contour, tolerance);
          for (const point of contour.outer) {
            const nearest = Math.min(
              ...outer.map((a, i) => distance(point, a, outer[(i + 1) % outer.length] ?? a)),
            );
            expect(nearest).toBeLessThanOrEqual(tolerance + 1e-12);
          }
        }
      }),
    );
  });

  it('changes nothing with a tolerance of 0', () => {
    const [contour] = traceContours(draw('.##', '###', '#.#', '###'));
    if (contour === undefined) throw new Error('no contour');
    expect(simplifyContour(contour, 0)).toEqual(contour);
  });

  it('keeps an outline that would collapse and drops a hole that does', () => {
    const [contour] = traceContours(draw('###', '#.#', '###'));
    if (contour === undefined) throw new Error('no contour');
    expect(simplifyContour(contour, 10)).toEqual({ outer: contour.outer, holes: [] });
  });

  it.each([-1, Number.NaN])('refuses a tolerance of %d', (tolerance) => {
    expect(() => simplifyContour({ outer: [], holes: [] }, tolerance)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
