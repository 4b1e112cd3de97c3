import type { Position, Size } from '@medicosam/core';

/**
 * How an image lies on the screen. An image's pixel (x, y) has its centre at (x, y) and is shown as a square of `scale`
 * CSS pixels around it; positions on the screen are CSS pixels from the top left of the canvas:
 *
 *     screen = (image + 0.5) · scale + (left, top)         image = (screen − (left, top)) / scale − 0.5
 *
 * Down the screen the scale is `scale · aspect`. Where an image is mirrored, `image` is counted from its other side.
 */
export interface View {
  /** CSS pixels of a pixel of the image. */
  readonly scale: number;
  /** Where the top left corner of the first pixel is. */
  readonly left: number;
  readonly top: number;
  /** Height of a pixel by its width. */
  readonly aspect: number;
  /** Width of the image where it is mirrored from left to right, its height where from top to bottom. */
  readonly mirror?: { readonly x: number | undefined; readonly y: number | undefined } | undefined;
}

/** A pixel counted from the other side; a mirrored image has `size` of them. */
const counted = (at: number, size: number | undefined) => (size === undefined ? at : size - 1 - at);

const MARGIN = 12;
const MOST_SCALE = 64;
/** CSS pixels of the image that always stay on the screen. */
const KEPT = 32;

/** A position on the screen, in pixels of the image. */
export const toImage = ({ scale, left, top, aspect, mirror }: View, { x, y }: Position): Position => ({
  x: counted((x - left) / scale - 0.5, mirror?.x),
  y: counted((y - top) / (scale * aspect) - 0.5, mirror?.y),
});

/** A position in pixels of the image, on the screen. */
export const toScreen = ({ scale, left, top, aspect, mirror }: View, { x, y }: Position): Position => ({
  x: (counted(x, mirror?.x) + 0.5) * scale + left,
  y: (counted(y, mirror?.y) + 0.5) * scale * aspect + top,
});

/** The signs of steps on the screen, right and down, in pixels of the image. */
export const signsOf = ({ mirror }: View): Position => ({
  x: mirror?.x === undefined ? 1 : -1,
  y: mirror?.y === undefined ? 1 : -1,
});

/** The whole image, as large as it goes. */
export function fitted(image: Size, screen: Size, aspect: number, mirror?: View['mirror']): View {
  const height = image.height * aspect;
  const across = (screen.width - 2 * MARGIN) / image.width;
  const down = (screen.height - 2 * MARGIN) / height;
  const scale = Math.min(MOST_SCALE, Math.max(0.01, Math.min(across, down)));
  return {
    scale,
    left: (screen.width - image.width * scale) / 2,
    top: (screen.height - height * scale) / 2,
    aspect,
    mirror,
  };
}

/** The view moved by CSS pixels; a part of the image stays on the screen. */
export function panned(view: View, by: Position, image: Size, screen: Size): View {
  const { scale, aspect } = view;
  const keep = (start: number, size: number, room: number) =>
    Math.min(room - KEPT, Math.max(KEPT - size * scale, start));
  return {
    ...view,
    left: keep(view.left + by.x, image.width, screen.width),
    top: keep(view.top + by.y, image.height * aspect, screen.height),
  };
}

/** The view enlarged by a factor; what is at `around` stays there. */
export function zoomed(view: View, factor: number, around: Position, image: Size, screen: Size): View {
  const least = Math.min(fitted(image, screen, view.aspect).scale, 1) / 4;
  const scale = Math.min(MOST_SCALE, Math.max(least, view.scale * factor));
  const by = scale / view.scale;
  const larger = {
    ...view,
    scale,
    left: around.x - (around.x - view.left) * by,
    top: around.y - (around.y - view.top) * by,
  };
  return panned(larger, { x: 0, y: 0 }, image, screen);
}
