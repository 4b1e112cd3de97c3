import type { Types } from '@cornerstonejs/core';
import type { Box } from '@medicosam/core';
import { triple } from '../slice/grid.js';
import { boxAround, isOnSlice, type PixelPlace, worldToPixel } from '../slice/plane.js';
import type { View } from './view.js';

/** The pixel of the slice that a place of the canvas is on; undefined beside the slice. */
export function pixelAt(view: View, at: Types.Point2): PixelPlace | undefined {
  const place = unbounded(view, at);
  return place && view.slice && isOnSlice(view.slice.plane, place) ? place : undefined;
}

/** The box in pixels around a rectangle of the canvas, which may be turned against the slice. */
export function boxBetween(view: View, from: Types.Point2, to: Types.Point2): Box | undefined {
  const corners: Types.Point2[] = [from, [to[0], from[1]], to, [from[0], to[1]]];
  const places = corners.flatMap((corner) => unbounded(view, corner) ?? []);
  return view.slice && boxAround(view.slice.plane, places);
}

function unbounded({ viewport, slice }: View, at: Types.Point2): PixelPlace | undefined {
  return slice && worldToPixel(slice.plane, triple(viewport.canvasToWorld([at[0], at[1]])));
}
