import type { Prompt } from '@medicosam/core';
import type { Canvas } from './canvas.js';
import { BACKGROUND, type Colour, FOREGROUND } from './colours.js';

const WHITE: Colour = [255, 255, 255];

/** Marks a prompt: its box in the object's colour, foreground points green, background points red. */
export function drawPrompt(canvas: Canvas, prompt: Prompt, colour: Colour, scale: number): void {
  if (prompt.box) canvas.frame(...prompt.box, Math.max(1, Math.round(scale)), colour);
  for (const { x, y, label } of prompt.points ?? []) {
    canvas.disc(x, y, 3.2 * scale, WHITE);
    canvas.disc(x, y, 2.2 * scale, label === 1 ? FOREGROUND : BACKGROUND);
  }
}
