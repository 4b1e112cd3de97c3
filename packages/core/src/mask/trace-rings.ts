import type { BinaryMask } from './binary-mask.js';
import type { ContourPoint } from './contours.js';

/** A simple closed ring along pixel edges, the mask at its right hand. */
export interface Ring {
  readonly points: readonly ContourPoint[];
  readonly isHole: boolean;
  /** Row-major index of a pixel of the mask on its inner side. */
  readonly pixel: number;
}

/** Twice the signed area; y runs down, so that clockwise on screen is positive. */
function doubleArea(points: readonly ContourPoint[]): number {
  let sum = 0;
  let previous = points.at(-1);
  for (const point of points) {
    if (previous !== undefined) sum += previous.x * point.y - point.x * previous.y;
    previous = point;
  }
  return sum;
}

/** Directions: right, down, left, up. */
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/**
 * Every border between mask and background as simple rings.
 *
 * Cracks are followed with the mask at the right hand. Where two pixels of the mask meet at a corner only, the way
 * turns right, which keeps them apart; a ring that comes through such a corner twice is split there in two.
 */
export function traceRings({ bits, width, height }: BinaryMask): Ring[] {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] !== 0;
  /** Upper pixel edges that a ring has passed: every ring has at least one, and starts at its first. */
  const passed = new Uint8Array(bits.length);
  const rings: Ring[] = [];

  const follow = (startX: number, startY: number) => {
    const pixel = startY * width + startX;
    const path: ContourPoint[] = [];
    const crossings = new Map<number, number>();
    const add = (points: readonly ContourPoint[]) =>
      rings.push({ points, isHole: doubleArea(points) < 0, pixel });
    const turnAt = (x: number, y: number, isCrossing: boolean) => {
      const key = y * (width + 1) + x;
      const before = crossings.get(key);
      if (before !== undefined) {
        add(path.splice(before));
        for (const [crossing, index] of crossings) if (index > before) crossings.delete(crossing);
      }
      if (isCrossing) crossings.set(key, path.length);
      path.push({ x: x - 0.5, y: y - 0.5 });
    };

    let [x, y, direction] = [startX, startY, 0];
    turnAt(x, y, inside(x - 1, y - 1) && !inside(x - 1, y));
    for (;;) {
      if (direction === 0) passed[y * width + x] = 1;
      x += STEP_X[direction] as number;
      y += STEP_Y[direction] as number;
      const right = aheadRight(x, y, direction);
      const left = aheadLeft(x, y, direction);
      const [rightInside, leftInside] = [inside(...right), inside(...left)];
      if (rightInside && !leftInside) continue;
      direction = (direction + (rightInside ? 3 : 1)) % 4;
      if (x === startX && y === startY && direction === 0) break;
      turnAt(x, y, !rightInside && leftInside);
    }
    add(path);
  };

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (bits[at] === 0 || passed[at] === 1) continue;
      if (y === 0 || bits[at - width] === 0) follow(x, y);
    }
  }
  return rings;
}

/** The pixel right of the way beyond corner (x, y), which is the upper left corner of pixel (x, y). */
function aheadRight(x: number, y: number, direction: number): [x: number, y: number] {
  return [direction === 0 || direction === 3 ? x : x - 1, direction < 2 ? y : y - 1];
}

/** The pixel left of the way beyond corner (x, y). */
function aheadLeft(x: number, y: number, direction: number): [x: number, y: number] {
  return [direction < 2 ? x : x - 1, direction === 1 || direction === 2 ? y : y - 1];
}
