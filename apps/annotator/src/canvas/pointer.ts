import type { Position } from '@medicosam/core';
import type { Annotation } from '../annotation/annotation.js';
import { moveWindow } from '../images/value-window.js';
import type { CanvasView } from './canvas-view.js';
import { boxBetween, isInside, pointAt } from './image-coordinates.js';

/** A press that moved less, in CSS pixels, is a click. */
const CLICK = 4;

type Drag = 'box' | 'window' | 'pan';

/** Clicks are points, dragging is a box; with the other buttons the window is set and the image moved. */
export function bindPointer(view: CanvasView, annotation: Annotation): { cancel(): void } {
  const { canvas, viewport } = view;
  let press:
    | { readonly from: Position; last: Position; readonly button: number; drag: Drag | undefined }
    | undefined;
  const imageSize = () => annotation.document.getSnapshot()?.image;

  function end(): void {
    press = undefined;
    view.hints.set({ ...view.hints.getSnapshot(), box: undefined });
  }

  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('pointerdown', (event) => {
    if (!imageSize() || press) return;
    canvas.setPointerCapture(event.pointerId);
    const from = view.positionOf(event);
    const isPan = event.button === 1 || event.shiftKey;
    press = { from, last: from, button: event.button, drag: isPan ? 'pan' : undefined };
    view.hints.set({});
    // The middle button would scroll.
    if (event.button === 1) event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!press) return;
    const at = view.positionOf(event);
    if (!press.drag && Math.hypot(at.x - press.from.x, at.y - press.from.y) >= CLICK) {
      press.drag = press.button === 2 ? 'window' : 'box';
    }
    const by = { x: at.x - press.last.x, y: at.y - press.last.y };
    press.last = at;
    const size = imageSize();
    if (!size) return end();
    if (press.drag === 'pan') {
      viewport.pan(by.x, by.y);
      view.redraw();
    } else if (press.drag === 'window') moveWindowBy(by);
    else if (press.drag === 'box') {
      view.hints.set({ box: boxBetween(viewport.toImage(press.from), viewport.toImage(at), size) });
    }
  });
  canvas.addEventListener('pointerup', (event) => {
    const size = imageSize();
    if (press && size) {
      const { drag, button, from } = press;
      const at = viewport.toImage(view.positionOf(event));
      if (drag === 'box') {
        const box = boxBetween(viewport.toImage(from), at, size);
        if (box[2] - box[0] >= 1 && box[3] - box[1] >= 1) annotation.setBox(box);
      } else if (!drag && isInside(at, size)) {
        const { x, y } = pointAt(at, size);
        annotation.addPoint(x, y, button === 2 || event.altKey ? 0 : 1);
      }
    }
    end();
  });
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (!imageSize()) return;
      // Lines or pixels, by the mouse; pinching comes as a wheel with the control key.
      const steps = event.deltaMode === 1 ? event.deltaY / 3 : event.deltaY / 100;
      viewport.zoom(1.2 ** -(event.ctrlKey ? 3 * steps : steps), view.positionOf(event));
      view.redraw();
    },
    { passive: false },
  );

  function moveWindowBy(by: Position): void {
    const { range, window } = annotation.document.getSnapshot() ?? {};
    if (!range || !window) return;
    void annotation.setWindow(moveWindow(window, range, { center: -by.y / 400, width: by.x / 400 }));
  }

  return { cancel: end };
}
