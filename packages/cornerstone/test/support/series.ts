export type Vector = readonly [number, number, number];

/** A series of slices as a scanner makes it: oblique, of unequal spacings. */
export interface Series {
  readonly name: string;
  readonly dimensions: Vector;
  readonly spacing: Vector;
  readonly origin: Vector;
  /** Unit vectors of columns (i), rows (j) and slices (k). */
  readonly directions: readonly [Vector, Vector, Vector];
  /** The centre of a voxel, LPS mm. */
  place(index: Vector): Vector;
  /** The real value of a voxel, of the first time point when none is named. */
  value(index: Vector, time?: number): number;
  /** 3 where the slices are in colour. */
  readonly channels: 1 | 3;
  /** Time points, one after another in the stack. */
  readonly times: number;
}

const combine = (...terms: readonly (readonly [number, Vector])[]): Vector =>
  [0, 1, 2].map((axis) =>
    terms.reduce((sum, [by, vector]) => sum + by * (vector[axis] ?? 0), 0),
  ) as unknown as Vector;

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Turned about two axes, columns towards the patient's right, slices from head to feet. */
export function obliqueSeries(name: string, dimensions: Vector = [48, 36, 24]): Series {
  const [a, b] = [0.35, -0.25];
  const i: Vector = [-Math.cos(a), -Math.sin(a), 0];
  const j: Vector = combine([Math.cos(b), [-Math.sin(a), Math.cos(a), 0]], [Math.sin(b), [0, 0, 1]]);
  const directions = [i, j, cross(i, j)] as const;
  const spacing: Vector = [0.8, 1.3, 2.5];
  const origin: Vector = [31, -17, 12];
  const series: Series = {
    name,
    dimensions,
    spacing,
    origin,
    directions,
    place: ([x, y, z]) =>
      combine(
        [1, origin],
        [x * spacing[0], directions[0]],
        [y * spacing[1], directions[1]],
        [z * spacing[2], directions[2]],
      ),
    value: (index) => ellipsoid(series, index),
    channels: 1,
    times: 1,
  };
  return series;
}

/** The same in colour: what is bright is red, the rest is blue. */
export const colourSeries = (): Series => ({ ...obliqueSeries('colour'), channels: 3 });

/** How many rows what is bright goes up from one time point to the next. */
export const MOVED = 2;

/** The same at two times. */
export function movingSeries(): Series {
  const series = obliqueSeries('moving');
  return {
    ...series,
    times: 2,
    value: ([i, j, k], time = 0) => series.value([i, j + MOVED * time, k]),
  };
}

/** The first voxel of the square that {@link rodSeries} has on a slice. */
const rodAt = (k: number): Vector => [5 + (k % 20), 6 + (k % 11), k];

/** The voxels of a slice's square. */
export const squareAt = (k: number): Vector[] => {
  const [i, j] = rodAt(k);
  return [0, 1, 2].flatMap((y) => [0, 1, 2].map((x): Vector => [i + x, j + y, k]));
};

/** Many slices, each with a square at a place of its own. */
export function rodSeries(slices: number): Series {
  const isInSquare = ([i, j, k]: Vector) => {
    const [left, top] = rodAt(k);
    return i >= left && i < left + 3 && j >= top && j < top + 3;
  };
  return {
    ...obliqueSeries(`rod${slices}`, [32, 24, slices]),
    value: (index) => (isInSquare(index) ? 1000 : 100),
  };
}

/** The voxel that alone has the value of the marker. */
export const MARKER: Vector = [7, 29, 17];
/** Where the ellipsoid's centre is, in voxels, and how far it reaches from there along the patient's axes, mm. */
export const CENTRE: Vector = [27.3, 15.6, 10.2];
const RADII: Vector = [9, 12, 14];

/** Whether a place of the patient is inside the ellipsoid, grown by so many mm. */
export function isInside(series: Series, world: Vector, by = 0): boolean {
  const centre = series.place(CENTRE);
  const parts = [0, 1, 2].map((a) => ((world[a] ?? 0) - (centre[a] ?? 0)) / ((RADII[a] ?? 1) + by));
  return Math.hypot(...parts) <= 1;
}

/** The real value of a voxel: 2000 the marker, 1000 the ellipsoid, 100 and a ramp the rest. */
function ellipsoid(series: Series, index: Vector): number {
  if (index.every((value, axis) => value === MARKER[axis])) return 2000;
  if (isInside(series, series.place(index))) return 1000;
  return 100 + 2 * ((index[0] * 7 + index[1] * 13 + index[2] * 29) % 64);
}

/** All voxels of a series. */
export function* voxelsOf({ dimensions: [width, height, depth] }: Series): Generator<Vector> {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) yield [i, j, k];
  }
}

/** The normal of the oblique view. */
export const obliqueNormal = ({ directions: [i, , k] }: Series): Vector => combine([0.8, k], [0.6, i]);

/** How far a place is before a plane through another, mm. */
export const distance = (place: Vector, plane: Vector, normal: Vector): number =>
  normal.reduce((sum, part, axis) => sum + part * ((place[axis] ?? 0) - (plane[axis] ?? 0)), 0);
