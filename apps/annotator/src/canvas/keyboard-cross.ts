import type { Annotation } from '../annotation/annotation.js';
import type { CanvasView } from './canvas-view.js';
import { pointAt } from './image-coordinates.js';

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

/** Keys that move a cross over the image and mark points at it, for working without a pointer. */
export function crossKeys(view: CanvasView, annotation: Annotation): Readonly<Record<string, () => void>> {
  const image = () => annotation.document.getSnapshot()?.image;
  const cross = () => {
    const { width = 1, height = 1 } = image() ?? {};
    return view.hints.getSnapshot().cross ?? { x: Math.floor(width / 2), y: Math.floor(height / 2) };
  };
  const move = (dx: number, dy: number) => () => {
    const size = image();
    if (!size) return;
    const { x, y } = cross();
    view.hints.set({ cross: pointAt({ x: x + dx, y: y + dy }, size) });
  };
  const mark = (label: 0 | 1) => () => {
    if (!image()) return;
    const { x, y } = cross();
    view.hints.set({ cross: { x, y } });
    annotation.addPoint(x, y, label);
  };
  const arrows = Object.entries(DIRECTIONS).flatMap(([key, [dx, dy]]) => [
    [key, move(dx, dy)],
    [`shift+${key}`, move(10 * dx, 10 * dy)],
  ]);
  return { ...Object.fromEntries(arrows), Space: mark(1), x: mark(0) };
}
