import type { Vector3 } from '@medicosam/core';
import type { WorldBox, WorldPoint } from '../segment/job.js';
import { UsageError } from '../usage-error.js';

/** `x,y,z` or `x,y,z,label` in LPS mm; the label is 1 (foreground) when absent. */
export function parseWorldPoint(text: string): WorldPoint {
  const [x, y, z, label = 1, ...rest] = numbers(text);
  if (
    x === undefined ||
    y === undefined ||
    z === undefined ||
    rest.length > 0 ||
    (label !== 0 && label !== 1)
  ) {
    throw new UsageError(
      `With --world a point is x,y,z or x,y,z,label with label 1 (foreground) or 0 (background), got ${text}.`,
      'For example --world --point -12.5,40,118.',
    );
  }
  return { place: [x, y, z], label };
}

/** `x0,y0,z0,x1,y1,z1` in LPS mm: two opposite corners. */
export function parseWorldBox(text: string): WorldBox {
  const values = numbers(text);
  if (values.length !== 6) {
    throw new UsageError(
      `With --world a box is x0,y0,z0,x1,y1,z1, got ${text}.`,
      'For example --world --box -60,10,118,20,90,118.',
    );
  }
  return [values.slice(0, 3) as unknown as Vector3, values.slice(3) as unknown as Vector3];
}

function numbers(text: string): number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.every(Number.isFinite) ? values : [];
}
