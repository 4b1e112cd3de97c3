import type { Types } from '@cornerstonejs/core';
import { Enums } from '@cornerstonejs/tools';

const { MOUSE_DRAG, MOUSE_UP, MOUSE_CLICK, TOUCH_DRAG, TOUCH_END, TOUCH_TAP } = Enums.Events;

/** Pixels of the screen below which a press that moved is a click; a finger rolls further than a mouse. */
const [CLICK_RADIUS, TAP_RADIUS] = [4, 12];

/** A press of the pointer until it is let go. */
export interface Press {
  readonly element: HTMLDivElement;
  /** Where it began, CSS pixels of the canvas. */
  readonly from: Types.Point2;
}

/** What a press becomes. */
export interface PressHandlers {
  /** It moves, and would be a box. */
  onDrag(to: Types.Point2): void;
  /** It was let go; without a place it was a click. */
  onEnd(to: Types.Point2 | undefined): void;
  /** A second finger came: it is a gesture of another tool's. */
  onCancel(): void;
}

/**
 * Follows a press. One ends in either MOUSE_UP or MOUSE_CLICK, never in both; a touch is echoed by a late TOUCH_TAP.
 *
 * @returns stops following, without an end.
 */
export function followPress({ element, from }: Press, handlers: PressHandlers): () => void {
  const { onDrag, onEnd, onCancel } = handlers;
  let to: Types.Point2 | undefined;
  const onMove = (event: Event) => {
    if (fingersOf(event) > 1) {
      stop();
      onCancel();
      return;
    }
    const [x, y] = canvasPoint(event) ?? from;
    const radius = fingersOf(event) > 0 ? TAP_RADIUS : CLICK_RADIUS;
    if (!to && Math.hypot(x - from[0], y - from[1]) < radius) return;
    to = [x, y];
    onDrag(to);
  };
  const onUp = () => {
    stop();
    onEnd(to);
  };
  const moves = [MOUSE_DRAG, TOUCH_DRAG];
  const ends = [MOUSE_UP, MOUSE_CLICK, TOUCH_END, TOUCH_TAP];
  const stop = () => {
    for (const name of moves) element.removeEventListener(name, onMove);
    for (const name of ends) element.removeEventListener(name, onUp);
  };
  for (const name of moves) element.addEventListener(name, onMove);
  for (const name of ends) element.addEventListener(name, onUp);
  return stop;
}

/** How many fingers are on the screen; 0 of a mouse. */
function fingersOf(event: Event): number {
  const { detail } = event as CustomEvent<{ event?: { touches?: ArrayLike<unknown> } }>;
  return detail.event?.touches?.length ?? 0;
}

function canvasPoint(event: Event): Types.Point2 | undefined {
  const { detail } = event as CustomEvent<{ currentPoints?: { canvas?: Types.Point2 } }>;
  return detail.currentPoints?.canvas;
}
