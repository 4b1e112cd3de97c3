import { type Geometry, indexToLps } from '@medicosam/core';
import { type Axis, PIXEL_AXES } from './axis-slice.js';
import { axisVector, cross, dot, type Triple } from './grid.js';
import type { SlicePlane } from './plane.js';

/** Pixels a side at most: beyond it pixels become larger. */
const LARGEST_SIDE = 2048;

const round = (value: number, step: number) => Math.round(value / step) * step;
const scaled = (a: Triple, by: number): Triple => [a[0] * by, a[1] * by, a[2] * by];
const sum = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const unit = (a: Triple): Triple => scaled(a, 1 / Math.hypot(...a));

/** The index that an oblique plane is nearest to a slice of. */
export function nearestAxis(geometry: Geometry, normal: Triple): Axis {
  const [i, j, k] = ([0, 1, 2] as const).map((axis) => Math.abs(dot(axisVector(geometry, axis), normal))) as [
    number,
    number,
    number,
  ];
  if (k >= i && k >= j) return 2;
  return j >= i ? 1 : 0;
}

/** The directions of the 12 edges of a volume's box, each from a corner. */
function* edges([width, height, depth]: Triple): Generator<readonly [Triple, Triple]> {
  const far: Triple = [width - 0.5, height - 0.5, depth - 0.5];
  for (const axis of [0, 1, 2] as const) {
    const [x, y] = PIXEL_AXES[axis];
    for (const atX of [-0.5, far[x]]) {
      for (const atY of [-0.5, far[y]]) {
        const from: [number, number, number] = [-0.5, -0.5, -0.5];
        from[x] = atX;
        from[y] = atY;
        const to: [number, number, number] = [...from];
        to[axis] = far[axis];
        yield [from, to];
      }
    }
  }
}

/** Where a plane cuts the box of a volume: the corners of a polygon, unordered. */
function cut(geometry: Geometry, dimensions: Triple, normal: Triple, distance: number): Triple[] {
  const corners: Triple[] = [];
  for (const [from, to] of edges(dimensions)) {
    const [a, b] = [indexToLps(geometry, from), indexToLps(geometry, to)];
    const [da, db] = [dot(a, normal) - distance, dot(b, normal) - distance];
    if (da * db > 0 || da === db) continue;
    const part = da / (da - db);
    corners.push(sum(scaled(a, 1 - part), scaled(b, part)));
  }
  return corners;
}

/**
 * The plane of an oblique view: square pixels of the volume's smallest spacing over all of the cut, x and y along the
 * volume's own indices as nearly as can be. It depends on the volume, the normal and the distance alone, so that the
 * same cut is the same image however the view is moved, turned or flipped.
 *
 * @returns undefined where the plane does not meet the volume.
 */
export function obliquePlane(
  geometry: Geometry,
  dimensions: Triple,
  viewNormal: Triple,
  focalPoint: Triple,
): SlicePlane | undefined {
  const axis = nearestAxis(geometry, viewNormal);
  // From the other side it is the same cut; cameras hold rounding errors.
  const side = dot(viewNormal, axisVector(geometry, axis)) < 0 ? -1 : 1;
  const [a, b, c] = scaled(viewNormal, side);
  const n = unit([round(a, 1e-6), round(b, 1e-6), round(c, 1e-6)]);
  const distance = round(dot(n, focalPoint), 1e-4);
  const [x, y] = PIXEL_AXES[axis];
  const along = axisVector(geometry, x);
  const u = unit(sum(along, scaled(n, -dot(along, n))));
  const across = cross(n, u);
  const v = scaled(across, dot(across, axisVector(geometry, y)) < 0 ? -1 : 1);

  const corners = cut(geometry, dimensions, n, distance);
  if (corners.length < 3) return undefined;
  const [us, vs] = [corners.map((corner) => dot(corner, u)), corners.map((corner) => dot(corner, v))];
  const [left, top] = [Math.min(...us), Math.min(...vs)];
  const [extentU, extentV] = [Math.max(...us) - left, Math.max(...vs) - top];
  const step = Math.max(Math.min(...geometry.spacing), Math.max(extentU, extentV) / LARGEST_SIDE);
  const [width, height] = [Math.ceil(extentU / step - 1e-6), Math.ceil(extentV / step - 1e-6)];
  if (width < 1 || height < 1) return undefined;
  const origin = sum(scaled(n, distance), sum(scaled(u, left + step / 2), scaled(v, top + step / 2)));
  return {
    width,
    height,
    geometry: {
      origin,
      spacing: [step, step, step],
      direction: [u[0], v[0], n[0], u[1], v[1], n[1], u[2], v[2], n[2]],
    },
  };
}
