import type { Box, Position } from '@medicosam/core';
import type { Annotation } from '../annotation/annotation.js';
import { cssColour } from '../page/colours.js';
import { createValue, showOnChange, type Value } from '../page/value.js';
import { drawBox, drawCross, drawPrompts } from './draw-prompts.js';
import type { Outlines } from './outlines.js';
import type { Viewport } from './viewport.js';

/** From this zoom on pixels are shown as they are; below it they are smoothed. */
const SQUARE_PIXELS = 6;

/** What the canvas shows beside the annotation. */
export interface Hints {
  /** The box that is being dragged. */
  readonly box?: Box | undefined;
  /** The cross that the keyboard moves, in coordinates of the image. */
  readonly cross?: Position | undefined;
}

/** Draws the image, the masks and the prompts whenever one of them has changed. */
export class CanvasView {
  readonly canvas: HTMLCanvasElement;
  readonly viewport: Viewport;
  readonly hints: Value<Hints> = createValue<Hints>({});
  readonly #annotation: Annotation;
  readonly #outlines: Outlines;
  readonly #context: CanvasRenderingContext2D;
  /** Counts what changed that is in no store. */
  readonly #changes = createValue(0);
  #shownImage: unknown;

  constructor(
    canvas: HTMLCanvasElement,
    viewport: Viewport,
    annotation: Annotation,
    outlines: (onTraced: () => void) => Outlines,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('The browser has no 2D canvas.');
    this.canvas = canvas;
    this.viewport = viewport;
    this.#annotation = annotation;
    this.#context = context;
    this.#outlines = outlines(() => this.redraw());
    new ResizeObserver(() => this.#resize()).observe(canvas);
    const { session, document, hidden } = annotation;
    showOnChange([session, document, hidden, this.hints, this.#changes], () => this.#draw());
  }

  /** Draws again, after the viewport has changed. */
  redraw(): void {
    this.#changes.set(this.#changes.getSnapshot() + 1);
  }

  /** Tells of every change of what is shown, redraws included. */
  get changes(): Value<number> {
    return this.#changes;
  }

  /** Where an event of the pointer was, in CSS pixels of the view. */
  positionOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Position {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    this.canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    this.viewport.setView({ width, height });
    this.#draw();
    this.redraw();
  }

  #draw(): void {
    const context = this.#context;
    const { document, session } = this.#annotation;
    const shown = document.getSnapshot();
    if (shown?.image !== this.#shownImage) {
      this.#shownImage = shown?.image;
      this.viewport.setImage(shown?.image);
      this.redraw();
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = getComputedStyle(this.canvas).getPropertyValue('--canvas') || 'black';
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (!shown) return;
    this.viewport.apply(context, devicePixelRatio);
    context.imageSmoothingEnabled = this.viewport.scale < SQUARE_PIXELS;
    context.imageSmoothingQuality = 'high';
    // Pixel centres are at integers, so that the first pixel begins half a pixel before 0.
    context.drawImage(shown.bitmap, -0.5, -0.5);
    this.#drawMasks();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const colour = cssColour(this.#annotation.nextColor);
    drawPrompts(context, this.viewport, session.getSnapshot().prompts, colour);
    const { box, cross } = this.hints.getSnapshot();
    if (box) drawBox(context, this.viewport, box, colour);
    if (cross) drawCross(context, this.viewport.toView(cross));
  }

  #drawMasks(): void {
    const { objectsHere, hidden, session, nextColor } = this.#annotation;
    const { mask: current } = session.getSnapshot();
    const isHidden = hidden.getSnapshot();
    for (const { id, mask, colorIndex } of objectsHere) {
      if (!isHidden.has(id)) this.#drawMask(this.#outlines.of(mask), colorIndex, 0.28);
    }
    if (current?.mask) this.#drawMask(this.#outlines.of(current.mask), nextColor, 0.42);
  }

  #drawMask(path: Path2D | undefined, colorIndex: number, opacity: number): void {
    if (!path) return;
    this.#context.fillStyle = cssColour(colorIndex, opacity);
    this.#context.fill(path, 'evenodd');
    this.#context.lineWidth = 1.5 / this.viewport.scale;
    this.#context.lineJoin = 'round';
    this.#context.strokeStyle = cssColour(colorIndex);
    this.#context.stroke(path);
  }
}
