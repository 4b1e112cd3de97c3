import type { Position, Size } from '@medicosam/core';

/**
 * How an image lies on the screen. An image's pixel (x, y) has its centre at (x, y) and is shown as a square of `scale`
 * CSS pixels around it; positions on the screen are CSS pixels from the top left of the canvas:
 *
 *     screen = (image + 0.5) · scale + (left, top)         image = (screen − (left, top)) / scale − 0.5
 */
export interface View {
  /** CSS pixels of a pixel of the image. */
  readonly scale: number;
  /** Where the top left corner of the first pixel is. */
  readonly left: number;
  readonly top: number;
}

const MARGIN = 12;
const MOST_SCALE = 64;
/** CSS pixels of the image that always stay on the screen. */
const KEPT = 32;

/** A position on the screen, in pixels of the image. */
export const toImage = ({ scale, left, top }: View, { x, y }: Position): Position => ({
  x: (x - left) / scale - 0.5,
  y: (y - top) / scale - 0.5,
});

/** A position in pixels of the image, on the screen. */
export const toScreen = ({ scale, left, top }: View, { x, y }: Position): Position => ({
  x: (x + 0.5) * scale + left,
  y: (y + 0.5) * scale + top,
});

/** The whole image, as large as it goes. */
export function fitted(image: Size, screen: Size): View {
  const across = (screen.width - 2 * MARGIN) / image.width;
  const down = (screen.height - 2 * MARGIN) / image.height;
  const scale = Math.min(MOST_SCALE, Math.max(0.01, Math.min(across, down)));
  return {
    scale,
    left: (screen.width - image.width * scale) / 2,
    top: (screen.height - image.height * scale) / 2,
  };
}

/** The view moved by CSS pixels; a part of the image stays on the screen. */
export function panned(view: View, by: Position, image: Size, screen: Size): View {
  const { scale } = view;
  const keep = (start: number, size: number, room: number) =>
    Math.min(room - KEPT, Math.max(KEPT - size * scale, start));
  return {
    scale,
    left: keep(view.left + by.x, image.width, screen.width),
    top: keep(view.top + by.y, image.height, screen.height),
  };
}

/** The view enlarged by a factor; what is at `around` stays there. */
export function zoomed(view: View, factor: number, around: Position, image: Size, screen: Size): View {
  const least = Math.min(fitted(image, screen).scale, 1) / 4;
  const scale = Math.min(MOST_SCALE, Math.max(least, view.scale * factor));
  const by = scale / view.scale;
  const larger = {
    scale,
    left: around.x - (around.x - view.left) * by,
    top: around.y - (around.y - view.top) * by,
  };
  return panned(larger, { x: 0, y: 0 }, image, screen);
}
