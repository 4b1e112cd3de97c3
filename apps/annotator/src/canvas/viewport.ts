import type { Position } from '@medicosam/core';

/** Sizes in CSS pixels of the view, in pixels of the image. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 16;
const MOST_SCALE = 64;

/**
 * How the image lies in the view. The only place that knows: an image's pixel (x, y) has its centre at (x, y), and is
 * shown as the square of `scale` CSS pixels around it. All positions of the view are in CSS pixels from its top left.
 */
export class Viewport {
  #view: Size = { width: 1, height: 1 };
  #image: Size | undefined;
  #scale = 1;
  /** Where the top left corner of the first pixel is. */
  #left = 0;
  #top = 0;
  /** Whether the image is kept fitted when the view changes its size. */
  #isFitted = true;

  get scale(): number {
    return this.#scale;
  }

  get view(): Size {
    return this.#view;
  }

  setView(view: Size): void {
    const dx = (view.width - this.#view.width) / 2;
    const dy = (view.height - this.#view.height) / 2;
    this.#view = view;
    if (this.#isFitted) this.fit();
    else this.pan(dx, dy);
  }

  setImage(image: Size | undefined): void {
    this.#image = image;
    this.fit();
  }

  /** Shows the whole image as large as it goes. */
  fit(): void {
    this.#isFitted = true;
    if (!this.#image) return;
    const { width, height } = this.#image;
    const across = (this.#view.width - 2 * MARGIN) / width;
    const down = (this.#view.height - 2 * MARGIN) / height;
    this.#scale = Math.min(MOST_SCALE, Math.max(0.01, Math.min(across, down)));
    this.#left = (this.#view.width - width * this.#scale) / 2;
    this.#top = (this.#view.height - height * this.#scale) / 2;
  }

  pan(dx: number, dy: number): void {
    this.#isFitted = false;
    this.#left += dx;
    this.#top += dy;
    this.#keepInView();
  }

  /** Zooms by a factor; what is at `around` stays there, the middle of the view when absent. */
  zoom(factor: number, around: Position = { x: this.#view.width / 2, y: this.#view.height / 2 }): void {
    const scale = Math.min(MOST_SCALE, Math.max(this.#leastScale, this.#scale * factor));
    const by = scale / this.#scale;
    this.#isFitted = false;
    this.#scale = scale;
    this.#left = around.x - (around.x - this.#left) * by;
    this.#top = around.y - (around.y - this.#top) * by;
    this.#keepInView();
  }

  /** A position of the view in coordinates of the image: fractions of pixels, pixel centres at integers. */
  toImage({ x, y }: Position): Position {
    return { x: (x - this.#left) / this.#scale - 0.5, y: (y - this.#top) / this.#scale - 0.5 };
  }

  /** The other way. */
  toView({ x, y }: Position): Position {
    return { x: (x + 0.5) * this.#scale + this.#left, y: (y + 0.5) * this.#scale + this.#top };
  }

  /** Makes a canvas draw in coordinates of the image. */
  apply(context: CanvasRenderingContext2D, devicePixels: number): void {
    const scale = this.#scale * devicePixels;
    const { x, y } = this.toView({ x: 0, y: 0 });
    context.setTransform(scale, 0, 0, scale, x * devicePixels, y * devicePixels);
  }

  get #leastScale(): number {
    const { width, height } = this.#image ?? { width: 1, height: 1 };
    return Math.min(1, 48 / Math.max(width, height));
  }

  /** A part of the image always stays in view. */
  #keepInView(): void {
    if (!this.#image) return;
    const keep = 48;
    const width = this.#image.width * this.#scale;
    const height = this.#image.height * this.#scale;
    this.#left = Math.min(this.#view.width - keep, Math.max(keep - width, this.#left));
    this.#top = Math.min(this.#view.height - keep, Math.max(keep - height, this.#top));
  }
}
