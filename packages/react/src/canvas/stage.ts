import type { Position, Size } from '@medicosam/core';
import { drawScene, type Hints } from './draw-scene.js';
import { MaskLayer } from './mask-layer.js';
import { type MaskTracer, maskPath } from './mask-paths.js';
import { isSameSize, type Scene } from './scene.js';
import { fitted, panned, toImage, toScreen, type View, zoomed } from './view.js';

/** Where a pointer is, as events have it. */
export interface ClientPosition {
  readonly clientX: number;
  readonly clientY: number;
}

/** What a stage asks and tells. */
export interface StageLinks {
  readonly onView: (view: View) => void;
  /** Who traces masks; the stage itself where it is nobody. */
  readonly tracer: () => MaskTracer | undefined;
}

/** A canvas with an image on it that is moved and enlarged. Draws itself in the next frame after each change. */
export class Stage {
  readonly canvas: HTMLCanvasElement;
  readonly #links: StageLinks;
  readonly #masks = new MaskLayer();
  readonly #observer: ResizeObserver;
  #scene: Scene | undefined;
  #hints: Hints = {};
  #screen: Size = { width: 1, height: 1 };
  #view: View = { scale: 1, left: 0, top: 0, aspect: 1 };
  /** Whether the whole image is kept on the screen when that changes its size. */
  #isFitted = true;
  #frame = 0;
  #isDisposed = false;

  constructor(canvas: HTMLCanvasElement, links: StageLinks) {
    this.canvas = canvas;
    this.#links = links;
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(canvas);
    // Browsers tell of another zoom or screen only so.
    window.addEventListener('resize', this.#resize);
  }

  get view(): View {
    return this.#view;
  }

  get hints(): Hints {
    return this.#hints;
  }

  get scene(): Scene | undefined {
    return this.#scene;
  }

  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    const isAlike =
      isSameSize(before?.size, scene.size) &&
      (['aspect', 'mirrorX', 'mirrorY'] as const).every((fact) => before?.[fact] === scene[fact]);
    if (!isAlike) this.fit();
    this.redraw();
  }

  hint(hints: Hints): void {
    this.#hints = hints;
    this.redraw();
  }

  /** Shows the whole image, as large as it goes. */
  fit(): void {
    this.#isFitted = true;
    if (!this.#scene) return;
    const { size, aspect, mirrorX, mirrorY } = this.#scene;
    const mirror = { x: mirrorX ? size.width : undefined, y: mirrorY ? size.height : undefined };
    this.#setView(fitted(size, this.#screen, aspect, mirror));
  }

  /** Moves the image by CSS pixels. */
  pan(by: Position): void {
    this.#isFitted = false;
    if (this.#scene) this.#setView(panned(this.#view, by, this.#scene.size, this.#screen));
  }

  /** Enlarges the image; what is at `around`, the middle when absent, stays there. */
  zoom(factor: number, around: Position = { x: this.#screen.width / 2, y: this.#screen.height / 2 }): void {
    this.#isFitted = false;
    if (this.#scene) this.#setView(zoomed(this.#view, factor, around, this.#scene.size, this.#screen));
  }

  /** Where a pointer is, in CSS pixels from the top left of the canvas. */
  screenOf({ clientX, clientY }: ClientPosition): Position {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { x: clientX - left - this.canvas.clientLeft, y: clientY - top - this.canvas.clientTop };
  }

  /** Where a pointer is, in pixels of the image. */
  imageOf(client: ClientPosition): Position {
    return toImage(this.#view, this.screenOf(client));
  }

  /** Where a position in pixels of the image is, for elements over the canvas. */
  clientOf(position: Position): ClientPosition {
    const { x, y } = toScreen(this.#view, position);
    const { left, top } = this.canvas.getBoundingClientRect();
    return { clientX: left + this.canvas.clientLeft + x, clientY: top + this.canvas.clientTop + y };
  }

  redraw(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const context = this.canvas.getContext('2d', { alpha: false });
      if (!context) return;
      const scene = this.#scene ?? EMPTY;
      const tracer = this.#links.tracer();
      const masks = this.#masks.of(scene, (mask) => maskPath(mask, tracer, this.#onTraced));
      const density = this.canvas.width / this.#screen.width;
      drawScene(context, this.#view, scene, masks, this.#hints, density);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    window.removeEventListener('resize', this.#resize);
  }

  readonly #onTraced = () => {
    if (!this.#isDisposed) this.redraw();
  };

  readonly #resize = () => {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const before = this.#screen;
    this.#screen = { width: Math.max(1, width), height: Math.max(1, height) };
    this.canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    this.canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
    if (this.#isFitted) this.fit();
    else this.pan({ x: (width - before.width) / 2, y: (height - before.height) / 2 });
    this.redraw();
  };

  #setView(view: View): void {
    this.#view = view;
    this.#links.onView(view);
    this.redraw();
  }
}

const EMPTY: Scene = {
  image: undefined,
  picture: undefined,
  size: { width: 1, height: 1 },
  aspect: 1,
  mirrorX: false,
  mirrorY: false,
  prompts: [],
  mask: undefined,
  preview: undefined,
  colorIndex: 1,
  objects: [],
};
