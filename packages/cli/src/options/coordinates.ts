import type { Box, PointPrompt } from '@medicosam/core';
import { UsageError } from '../usage-error.js';

/** `x,y` or `x,y,label`; the label is 1 (foreground) when absent. */
export function parsePoint(text: string): PointPrompt {
  const [x, y, label = 1, ...rest] = numbers(text);
  if (x === undefined || y === undefined || rest.length > 0 || (label !== 0 && label !== 1)) {
    throw new UsageError(
      `A point is x,y or x,y,label with label 1 (foreground) or 0 (background), got ${text}.`,
      'For example --point 120,88 or --point 40,40,0.',
    );
  }
  return { x, y, label };
}

/** `x0,y0,x1,y1`: two opposite corners. */
export function parseBox(text: string): Box {
  const [x0, y0, x1, y1, ...rest] = numbers(text);
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined || rest.length > 0) {
    throw new UsageError(`A box is x0,y0,x1,y1, got ${text}.`, 'For example --box 40,60,180,200.');
  }
  if (x1 <= x0 || y1 <= y0) {
    throw new UsageError(
      `A box goes from its upper left to its lower right corner, got ${text}.`,
      'Give x0 < x1 and y0 < y1, in pixels of the image.',
    );
  }
  return [x0, y0, x1, y1];
}

function numbers(text: string): number[] {
  const parts = text.split(',');
  const values = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.every(Number.isFinite) ? values : [];
}
