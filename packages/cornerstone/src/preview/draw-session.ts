import type { Types } from '@cornerstonejs/core';
import { drawing } from '@cornerstonejs/tools';
import type { ImageSnapshot, Mask } from '@medicosam/core';
import type { Triple } from '../slice/grid.js';
import { type PixelPlace, pixelToWorld, type SlicePlane } from '../slice/plane.js';
import { worldOutlines } from './outlines.js';

type Canvas = Pick<Types.IViewport, 'worldToCanvas'>;
type SvgHelper = Parameters<typeof drawing.drawPath>[0];

/** Where and how a session is drawn. */
export interface Drawing {
  readonly helper: SvgHelper;
  readonly canvas: Canvas;
  readonly uid: string;
  /** Of the segment. */
  readonly color: string;
}

const FOREGROUND = '#5fd38d';
const BACKGROUND = '#ff6b5e';

const toCanvas = (canvas: Canvas, world: Triple): Types.Point2 => canvas.worldToCanvas([...world]);

function drawMask(
  { helper, canvas, uid, color }: Drawing,
  mask: Mask,
  plane: SlicePlane,
  isPreview: boolean,
): void {
  const rings = worldOutlines(mask, plane).map((ring) => ring.map((world) => toCanvas(canvas, world)));
  if (rings.length === 0) return;
  drawing.drawPath(helper, uid, 'mask', rings, {
    color,
    lineWidth: isPreview ? 1 : 1.5,
    ...(isPreview && { lineDash: '3,3' }),
    fillColor: color,
    fillOpacity: isPreview ? 0.1 : 0.22,
    closePath: true,
  });
}

function drawBox(
  { helper, canvas, uid, color }: Drawing,
  corners: readonly PixelPlace[],
  plane: SlicePlane,
): void {
  const points = corners.map((corner) => toCanvas(canvas, pixelToWorld(plane, corner)));
  drawing.drawPath(helper, uid, 'box', points, { color, lineWidth: 1.5, lineDash: '6,3', closePath: true });
}

const cornersOf = ([x0, y0, x1, y1]: readonly [number, number, number, number]): PixelPlace[] => [
  { x: x0, y: y0 },
  { x: x1, y: y0 },
  { x: x1, y: y1 },
  { x: x0, y: y1 },
];

/** Draws the mask of the prompts, or what the pointer would give, and the prompts. */
export function drawSession(drawn: Drawing, plane: SlicePlane, snapshot: ImageSnapshot): void {
  const { mask, preview, prompts } = snapshot;
  if (mask) drawMask(drawn, mask, plane, false);
  else if (preview) drawMask(drawn, preview, plane, true);
  for (const prompt of prompts) {
    if (prompt.kind === 'box') drawBox(drawn, cornersOf(prompt.box), plane);
    if (prompt.kind !== 'point') continue;
    const center = toCanvas(drawn.canvas, pixelToWorld(plane, prompt));
    const fill = prompt.label === 1 ? FOREGROUND : BACKGROUND;
    drawing.drawCircle(drawn.helper, drawn.uid, `point ${prompt.id}`, center, 4, {
      color: '#0b0d10',
      fill,
      lineWidth: 1.5,
    });
  }
}

/** Draws the box that is being dragged, in canvas pixels. */
export function drawDraggedBox({ helper, uid, color }: Drawing, from: Types.Point2, to: Types.Point2): void {
  drawing.drawRect(helper, uid, 'drag', from, to, { color, lineDash: '6,3', width: 1.5 });
}
