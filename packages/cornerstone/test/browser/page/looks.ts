/// <reference lib="dom" />
import { Enums, type RenderingEngine, type Types } from '@cornerstonejs/core';
import { obliqueNormal, type Series, type Vector } from '../../support/series.js';

/** What a viewport shows: the stack, the volume across one of its indices or obliquely, or all of it in 3D. */
export type Look = 'stack' | 'acquisition' | 'across-i' | 'across-j' | 'oblique' | 'solid';

const { STACK, ORTHOGRAPHIC, VOLUME_3D } = Enums.ViewportType;

/** The type of viewport that has a look. */
export const typeOf = (look: Look): Enums.ViewportType =>
  look === 'stack' ? STACK : look === 'solid' ? VOLUME_3D : ORTHOGRAPHIC;

const negated = ([x, y, z]: Vector): Types.Point3 => [-x, -y, -z];
const copied = ([x, y, z]: Vector): Types.Point3 => [x, y, z];

/** Looks at the volume's own slices from either side, and at none of them. */
export function orientationOf(series: Series, look: Look): Types.OrientationVectors | undefined {
  const [i, j, k] = series.directions;
  switch (look) {
    case 'across-i':
      return { viewPlaneNormal: copied(i), viewUp: negated(k) };
    case 'across-j':
      return { viewPlaneNormal: negated(j), viewUp: copied(k) };
    case 'acquisition':
      return { viewPlaneNormal: negated(k), viewUp: negated(j) };
    case 'oblique':
      return { viewPlaneNormal: copied(obliqueNormal(series)), viewUp: negated(j) };
    default:
      return undefined;
  }
}

/** Moves a view to the slice that an index of the series is on, and says where on the page it is. */
export async function showPlace(
  engine: RenderingEngine,
  series: Series,
  look: Look,
  index: Vector,
): Promise<[number, number]> {
  const viewport = engine.getViewport(look);
  const world = copied(series.place(index));
  if (look === 'stack') {
    await (viewport as Types.IStackViewport).setImageIdIndex(Math.round(index[2]));
  } else {
    const { focalPoint, position, viewPlaneNormal } = viewport.getCamera();
    if (!focalPoint || !position || !viewPlaneNormal) throw new Error('no camera');
    const away = dot(viewPlaneNormal, world) - dot(viewPlaneNormal, focalPoint);
    const moved = (point: Types.Point3): Types.Point3 => [
      point[0] + viewPlaneNormal[0] * away,
      point[1] + viewPlaneNormal[1] * away,
      point[2] + viewPlaneNormal[2] * away,
    ];
    viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
  }
  viewport.render();
  const [x, y] = viewport.worldToCanvas(world);
  const { left, top } = viewport.element.getBoundingClientRect();
  return [left + x, top + y];
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Number(a[0]) * Number(b[0]) + Number(a[1]) * Number(b[1]) + Number(a[2]) * Number(b[2]);
