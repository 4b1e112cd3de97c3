import type { Box, Position, SessionPrompt } from '@medicosam/core';
import type { Palette } from './palette.js';
import { toScreen, type View } from './view.js';

const RADIUS = 6;
const HALO = 'rgb(0 0 0 / 0.6)';

/** Draws points and boxes, as large at every zoom. The context draws in CSS pixels of the screen. */
export function drawPrompts(
  context: CanvasRenderingContext2D,
  view: View,
  prompts: readonly SessionPrompt[],
  palette: Palette,
  colour: string,
): void {
  for (const prompt of prompts) if (prompt.kind === 'box') drawBox(context, view, prompt.box, colour);
  for (const prompt of prompts) {
    if (prompt.kind !== 'point') continue;
    const kind = prompt.label === 1 ? 'foreground' : 'background-point';
    drawPoint(context, toScreen(view, prompt), prompt.label, palette.of(kind));
  }
}

/** A box, dashed. */
export function drawBox(
  context: CanvasRenderingContext2D,
  view: View,
  [x0, y0, x1, y1]: Box,
  colour: string,
): void {
  const from = toScreen(view, { x: x0, y: y0 });
  const to = toScreen(view, { x: x1, y: y1 });
  const sides = [from.x, from.y, to.x - from.x, to.y - from.y] as const;
  context.lineWidth = 3;
  context.strokeStyle = HALO;
  context.strokeRect(...sides);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.setLineDash([6, 4]);
  context.strokeRect(...sides);
  context.setLineDash([]);
}

/** A dot with the sign of its label, which tells the two apart without colours, too. */
function drawPoint(
  context: CanvasRenderingContext2D,
  { x, y }: Position,
  label: 0 | 1,
  colour: string,
): void {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = 'white';
  context.stroke();
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
  const arms = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  context.beginPath();
  for (const [dx, dy] of arms) {
    context.moveTo(x + 5 * dx, y + 5 * dy);
    context.lineTo(x + 14 * dx, y + 14 * dy);
  }
  context.lineWidth = 3.5;
  context.strokeStyle = HALO;
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = 'white';
  context.stroke();
}
