import type { BinaryMask } from '@medicosam/core';
import type { Canvas } from './canvas.js';
import type { Colour } from './colours.js';

/** Lays a mask over the image: a translucent fill, and an outline on its innermost border. */
export function drawMask(
  canvas: Canvas,
  mask: BinaryMask,
  colour: Colour,
  opacity: number,
  outline: number,
): void {
  const { bits, width, height } = mask;
  const isInside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] !== 0;
  const border: [x: number, y: number][] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInside(x, y)) continue;
      canvas.blend(x, y, colour, opacity);
      if (!(isInside(x - 1, y) && isInside(x + 1, y) && isInside(x, y - 1) && isInside(x, y + 1))) {
        border.push([x, y]);
      }
    }
  }
  const reach = Math.ceil(outline) - 1;
  for (const [x, y] of border) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (Math.hypot(dx, dy) < outline && isInside(x + dx, y + dy)) canvas.blend(x + dx, y + dy, colour, 1);
      }
    }
  }
}
