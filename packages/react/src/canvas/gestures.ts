import type { Position } from '@medicosam/core';
import type { CanvasCommands } from './commands.js';
import type { Stage } from './stage.js';

/** What the pointer does. */
export type CanvasTool = 'point' | 'box' | 'pan';

/** How pointers act, asked at each event. */
export interface GestureSettings {
  readonly tool: CanvasTool;
  /** What dragging does with the tool `point`. */
  readonly drag: 'pan' | 'box';
  /** Dragging with the secondary button, by CSS pixels. */
  readonly onSecondaryDrag?: ((dx: number, dy: number) => void) | undefined;
  /** Where the pointer is, in pixels of the image; undefined when it left. */
  readonly onPosition?: ((position: Position | undefined) => void) | undefined;
}

type Drag = 'box' | 'pan' | 'secondary';

/** A press that moved less, in CSS pixels, is a click; a finger moves more than a mouse. */
const slopOf = (event: PointerEvent) => (event.pointerType === 'mouse' ? 4 : 10);

/** Lets mouse, pen and fingers act on a stage; returns what takes that back. */
export function bindGestures(
  stage: Stage,
  commands: CanvasCommands,
  settings: () => GestureSettings,
): () => void {
  const { canvas } = stage;
  /** Pointers that are down, where they are. */
  const down = new Map<number, Position>();
  let press: { readonly from: Position; drag: Drag | undefined; readonly button: number } | undefined;

  const dragOf = (event: PointerEvent, button: number): Drag => {
    const { tool, drag, onSecondaryDrag } = settings();
    if (button === 2 && onSecondaryDrag) return 'secondary';
    if (button === 1 || event.shiftKey || tool === 'pan') return 'pan';
    return tool === 'box' ? 'box' : drag;
  };
  const boxTo = (at: Position) => press && commands.boxBetween(press.from, at);

  function end(): void {
    press = undefined;
    stage.hint({ ...stage.hints, box: undefined });
  }

  /** Two fingers: what is under them stays under them. */
  function pinch(id: number, at: Position): void {
    const other = [...down].find(([each]) => each !== id)?.[1];
    const before = down.get(id);
    if (!other || !before) return;
    const between = (a: Position, b: Position) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const apart = (a: Position, b: Position) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const [from, to] = [between(before, other), between(at, other)];
    stage.pan({ x: to.x - from.x, y: to.y - from.y });
    stage.zoom(apart(at, other) / apart(before, other), to);
  }

  function onDown(event: PointerEvent): void {
    const at = stage.screenOf(event);
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at);
    if (down.size === 1) {
      press = { from: at, drag: undefined, button: event.button };
      stage.hint({});
    } else end();
    // The middle button would scroll.
    if (event.button === 1) event.preventDefault();
  }

  function onMove(event: PointerEvent): void {
    const at = stage.screenOf(event);
    settings().onPosition?.(stage.imageOf(event));
    const before = down.get(event.pointerId);
    if (!before) {
      commands.hover(at);
      return;
    }
    if (down.size === 2) pinch(event.pointerId, at);
    down.set(event.pointerId, at);
    if (!press) return;
    // Escape took the box away.
    if (press.drag === 'box' && !stage.hints.box) {
      press = undefined;
      return;
    }
    const moved = Math.hypot(at.x - press.from.x, at.y - press.from.y);
    const begins = !press.drag && moved >= slopOf(event);
    if (begins) press.drag = dragOf(event, press.button);
    // What was moved before it was known to be a drag counts as well.
    const since = begins ? press.from : before;
    const by = { x: at.x - since.x, y: at.y - since.y };
    if (press.drag === 'pan') stage.pan(by);
    else if (press.drag === 'secondary') settings().onSecondaryDrag?.(by.x, by.y);
    else if (press.drag === 'box') stage.hint({ box: boxTo(at) });
  }

  function onUp(event: PointerEvent): void {
    const at = stage.screenOf(event);
    if (!down.delete(event.pointerId)) return;
    if (press?.drag === 'box') commands.setBox(stage.hints.box && boxTo(at));
    else if (press && !press.drag && settings().tool === 'point' && press.button !== 1) {
      commands.addPoint(at, event.altKey || press.button === 2);
    }
    end();
  }

  function onCancel(event: PointerEvent): void {
    down.delete(event.pointerId);
    end();
  }

  function onLeave(): void {
    if (down.size > 0) return;
    commands.hover(undefined);
    settings().onPosition?.(undefined);
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    // Lines or pixels, by the mouse; pinching on a pad comes as a wheel with the control key, in smaller steps.
    const steps = event.deltaMode === 1 ? event.deltaY / 3 : event.deltaY / 100;
    stage.zoom(1.2 ** -(event.ctrlKey ? 3 * steps : steps), stage.screenOf(event));
  }

  const listening = new AbortController();
  const { signal } = listening;
  canvas.addEventListener('pointerdown', onDown, { signal });
  canvas.addEventListener('pointermove', onMove, { signal });
  canvas.addEventListener('pointerup', onUp, { signal });
  canvas.addEventListener('pointercancel', onCancel, { signal });
  canvas.addEventListener('pointerleave', onLeave, { signal });
  canvas.addEventListener('wheel', onWheel, { signal, passive: false });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  return () => listening.abort();
}
