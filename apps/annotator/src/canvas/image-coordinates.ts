import type { Box, Position } from '@medicosam/core';
import type { Size } from './viewport.js';

/** Finer than any hand, and short in records. */
const STEPS = 100;

const round = (value: number) => Math.round(value * STEPS) / STEPS;
const clamp = (value: number, most: number) => round(Math.min(most, Math.max(0, value)));

/** Whether a position is on a pixel of the image. */
export const isInside = ({ x, y }: Position, { width, height }: Size) =>
  x >= -0.5 && y >= -0.5 && x < width - 0.5 && y < height - 0.5;

/** A position as a point prompt has it: between the centres of the first and the last pixel. */
export const pointAt = ({ x, y }: Position, { width, height }: Size): Position => ({
  x: clamp(x, width - 1),
  y: clamp(y, height - 1),
});

/** The box between two corners, within the image: the far corner is at most the last index + 1. */
export function boxBetween(a: Position, b: Position, { width, height }: Size): Box {
  const [x0, x1] = [clamp(Math.min(a.x, b.x), width), clamp(Math.max(a.x, b.x), width)];
  const [y0, y1] = [clamp(Math.min(a.y, b.y), height), clamp(Math.max(a.y, b.y), height)];
  return [x0, y0, x1, y1];
}
