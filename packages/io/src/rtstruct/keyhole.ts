import { type Contour, type ContourPoint, MedicoSamError } from '@medicosam/core';

interface Corner extends ContourPoint {
  next?: Corner;
  /** Whether the outline turns here, or a channel begins. */
  isKept: boolean;
}

/** Pixel edges lie at half-integers; images have fewer columns than this. */
const STRIDE = 2 ** 20;
const placeOf = (x: number, y: number): number => (y + 0.5) * STRIDE + x + 0.5;

/** A ring from its uppermost corner on (of those, the leftmost), with a corner for each pixel that it runs down or up. */
function cornersOf(points: readonly ContourPoint[]): Corner[] {
  const first = points.reduce((top, { x, y }, index) => {
    const best = points[top] as ContourPoint;
    return y < best.y || (y === best.y && x < best.x) ? index : top;
  }, 0);
  const corners: Corner[] = [];
  for (let i = 0; i < points.length; i++) {
    const { x, y } = points[(first + i) % points.length] as ContourPoint;
    const to = points[(first + i + 1) % points.length] as ContourPoint;
    corners.push({ x, y, isKept: true });
    if (to.x !== x) continue;
    const step = Math.sign(to.y - y);
    for (let between = y + step; between !== to.y; between += step) {
      corners.push({ x, y: between, isKept: false });
    }
  }
  for (const [i, corner] of corners.entries()) corner.next = corners[(i + 1) % corners.length] as Corner;
  return corners;
}

/**
 * An outline and its holes as one ring: channels of no width, there and back along the same pixel edges, lead to the
 * holes ("keyhole", PS3.3, C.8.8.6.3). Their ends are corners of it twice.
 *
 * @param contour - of core's `traceContours`: along pixel edges
 */
export function keyhole({ outer, holes }: Contour): readonly ContourPoint[] {
  if (holes.length === 0) return outer;
  const ring = cornersOf(outer);
  const places = new Map<number, Corner>();
  const add = (corners: readonly Corner[]) => {
    for (const corner of corners) places.set(placeOf(corner.x, corner.y), corner);
  };
  add(ring);
  // Left of a hole's first corner comes a ring that begins above it, or as high and farther left: one that is in.
  const sorted = holes
    .map(cornersOf)
    .sort(([a], [b]) => (a as Corner).y - (b as Corner).y || (a as Corner).x - (b as Corner).x);
  for (const hole of sorted) {
    open(leftOf(hole[0] as Corner, places), hole);
    add(hole);
  }
  const start = ring[0] as Corner;
  const joined: ContourPoint[] = [];
  let corner = start;
  do {
    if (corner.isKept) joined.push({ x: corner.x, y: corner.y });
    corner = corner.next as Corner;
  } while (corner !== start);
  return joined;
}

/** The first corner of a ring at a place or left of it. */
function leftOf({ x, y }: ContourPoint, places: ReadonlyMap<number, Corner>): Corner {
  for (let at = x; at >= -0.5; at--) {
    const corner = places.get(placeOf(at, y));
    if (corner) return corner;
  }
  throw new MedicoSamError('INTERNAL', { message: 'A hole lies in no outline.' });
}

/** Leads the ring at `from` to a hole, round it and back. */
function open(from: Corner, hole: readonly Corner[]): void {
  const [first, last] = [hole[0] as Corner, hole.at(-1) as Corner];
  from.isKept = true;
  const back: Corner = { ...from };
  if (from.x === first.x && from.y === first.y) {
    from.next = first.next as Corner;
    last.next = back;
  } else {
    from.next = first;
    last.next = { ...first, next: back };
  }
}
