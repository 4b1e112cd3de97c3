import type { Mask } from '@medicosam/core';
import type { Triple } from '../slice/grid.js';
import { pixelToWorld, type SlicePlane } from '../slice/plane.js';

/** Outlines are traced once a mask, drawn as often as the camera moves. */
const traced = new WeakMap<Mask, readonly (readonly { readonly x: number; readonly y: number }[])[]>();

function ringsOf(mask: Mask) {
  const known = traced.get(mask);
  if (known) return known;
  const rings = mask.toContours().flatMap(({ outer, holes }) => [outer, ...holes]);
  traced.set(mask, rings);
  return rings;
}

/** The outlines of a mask in the patient, LPS mm; holes run the other way around. */
export const worldOutlines = (mask: Mask, plane: SlicePlane): Triple[][] =>
  ringsOf(mask).map((ring) => ring.map((place) => pixelToWorld(plane, place)));
