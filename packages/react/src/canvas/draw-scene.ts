import type { Box, Position } from '@medicosam/core';
import { drawBox, drawCross, drawPrompts } from './draw-prompts.js';
import type { PaintedMask } from './mask-layer.js';
import { type Palette, paletteOf } from './palette.js';
import type { Scene } from './scene.js';
import { signsOf, toScreen, type View } from './view.js';

/** From this many screen pixels of an image's pixel on pixels are shown as squares; below it they are smoothed. */
const SQUARE_PIXELS = 6;

/** What is begun and not yet a prompt. */
export interface Hints {
  readonly box?: Box | undefined;
  /** The cross that the keyboard moves, in pixels of the image. */
  readonly cross?: Position | undefined;
}

/** Draws all that a canvas shows. */
export function drawScene(
  context: CanvasRenderingContext2D,
  view: View,
  scene: Scene,
  masks: readonly PaintedMask[],
  { box, cross }: Hints,
  density: number,
): void {
  const palette = paletteOf(context.canvas);
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = palette.of('background');
  context.fillRect(0, 0, width, height);
  if (!scene.picture) return;
  const origin = toScreen(view, { x: 0, y: 0 });
  const scale = view.scale * density;
  const signs = signsOf(view);
  const [across, down] = [signs.x * scale, signs.y * scale * view.aspect];
  context.setTransform(across, 0, 0, down, origin.x * density, origin.y * density);
  context.imageSmoothingEnabled = scale < SQUARE_PIXELS;
  context.imageSmoothingQuality = 'high';
  // Pixel centres are at integers: the first pixel begins half a pixel before 0.
  context.drawImage(scene.picture, -0.5, -0.5, scene.size.width, scene.size.height);
  drawMasks(context, view, masks, palette);
  context.setTransform(density, 0, 0, density, 0, 0);
  const colour = palette.ofObject(scene.colorIndex);
  drawPrompts(context, view, scene.prompts, palette, colour);
  if (box) drawBox(context, view, box, colour);
  if (cross) drawCross(context, toScreen(view, cross));
}

function drawMasks(
  context: CanvasRenderingContext2D,
  view: View,
  masks: readonly PaintedMask[],
  palette: Palette,
): void {
  const opacity = Number(palette.of('mask-opacity'));
  const fills = { object: 0.7 * opacity, mask: opacity, preview: 0.15 };
  for (const { path, kind, colorIndex } of masks) {
    const colour = kind === 'preview' ? palette.of('preview') : palette.ofObject(colorIndex);
    context.setLineDash(kind === 'preview' ? [4 / view.scale, 3 / view.scale] : []);
    context.globalAlpha = fills[kind];
    context.fillStyle = colour;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    context.lineJoin = 'round';
    context.strokeStyle = colour;
    strokeEvenly(context, view, path);
  }
  context.setLineDash([]);
}

/** Strokes a line as wide across as down, where pixels are not square either. */
function strokeEvenly(context: CanvasRenderingContext2D, { scale, aspect }: View, path: Path2D): void {
  context.lineWidth = 1.5 / scale;
  if (aspect === 1) {
    context.stroke(path);
    return;
  }
  const even = new Path2D();
  even.addPath(path, new DOMMatrix([1, 0, 0, aspect, 0, 0]));
  context.save();
  context.scale(1, 1 / aspect);
  context.stroke(even);
  context.restore();
}
