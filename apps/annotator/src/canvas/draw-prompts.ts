import type { Box, Position, SessionPrompt } from '@medicosam/core';
import { POINT_COLOURS } from '../page/colours.js';
import type { Viewport } from './viewport.js';

const RADIUS = 6;

/** Draws points and boxes, as large on every screen and at every zoom. The context draws in CSS pixels of the view. */
export function drawPrompts(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  prompts: readonly SessionPrompt[],
  colour: string,
): void {
  for (const prompt of prompts) if (prompt.kind === 'box') drawBox(context, viewport, prompt.box, colour);
  for (const prompt of prompts)
    if (prompt.kind === 'point') drawPoint(context, viewport.toView(prompt), prompt.label);
}

export function drawBox(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  box: Box,
  colour: string,
): void {
  const [x0, y0, x1, y1] = box;
  const from = viewport.toView({ x: x0, y: y0 });
  const to = viewport.toView({ x: x1, y: y1 });
  const sides = [from.x, from.y, to.x - from.x, to.y - from.y] as const;
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 0.6)';
  context.strokeRect(...sides);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.setLineDash([6, 4]);
  context.strokeRect(...sides);
  context.setLineDash([]);
}

function drawPoint(context: CanvasRenderingContext2D, { x, y }: Position, label: 0 | 1): void {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = POINT_COLOURS[label];
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = 'white';
  context.stroke();
  // The sign tells the kinds apart without colours, too.
  context.beginPath();
  context.moveTo(x - 3, y);
  context.lineTo(x + 3, y);
  if (label === 1) {
    context.moveTo(x, y - 3);
    context.lineTo(x, y + 3);
  }
  context.stroke();
}

/** The cross that the keyboard moves. */
export function drawCross(context: CanvasRenderingContext2D, { x, y }: Position): void {
  for (const [width, colour] of [
    [3.5, 'rgb(0 0 0 / 0.6)'],
    [1.5, 'white'],
  ] as const) {
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + 5 * dx, y + 5 * dy);
      context.lineTo(x + 14 * dx, y + 14 * dy);
    }
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}
