import type { Box, Position, Size } from '@medicosam/core';

/** Finer than any hand, and short in records. */
const STEPS = 100;

const within = (value: number, most: number) =>
  Math.round(Math.min(most, Math.max(0, value)) * STEPS) / STEPS;

/** Whether a position is on a pixel of the image. */
export const isOn = ({ x, y }: Position, { width, height }: Size): boolean =>
  x >= -0.5 && y >= -0.5 && x < width - 0.5 && y < height - 0.5;

/** A position as a point has it: between the centres of the first and the last pixel. */
export const pointAt = ({ x, y }: Position, { width, height }: Size): Position => ({
  x: within(x, width - 1),
  y: within(y, height - 1),
});

/** The box between two corners: its far corner is at most the last index + 1. */
export const boxBetween = (a: Position, b: Position, { width, height }: Size): Box => [
  within(Math.min(a.x, b.x), width),
  within(Math.min(a.y, b.y), height),
  within(Math.max(a.x, b.x), width),
  within(Math.max(a.y, b.y), height),
];

/** Whether a box is one to prompt with: at least a pixel each way. */
export const isBox = ([x0, y0, x1, y1]: Box): boolean => x1 - x0 >= 1 && y1 - y0 >= 1;
