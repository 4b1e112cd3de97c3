import type { Colour } from './colours.js';

/** An RGB image that is drawn on. Coordinates are pixels, centres at integers; what lies outside is not drawn. */
export class Canvas {
  constructor(
    readonly data: Uint8Array,
    readonly width: number,
    readonly height: number,
  ) {}

  /** Mixes a colour into a pixel; `opacity` 1 replaces it. */
  blend(x: number, y: number, colour: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || opacity <= 0) return;
    const at = (y * this.width + x) * 3;
    for (let c = 0; c < 3; c++) {
      const old = this.data[at + c] ?? 0;
      this.data[at + c] = Math.round(old + ((colour[c] ?? 0) - old) * Math.min(opacity, 1));
    }
  }

  /** A filled disc with a smooth edge. */
  disc(centreX: number, centreY: number, radius: number, colour: Colour): void {
    const reach = Math.ceil(radius + 1);
    const x0 = Math.round(centreX);
    const y0 = Math.round(centreY);
    for (let y = y0 - reach; y <= y0 + reach; y++) {
      for (let x = x0 - reach; x <= x0 + reach; x++) {
        // How much of the pixel the disc covers, to a good approximation: one pixel of slope across its edge.
        this.blend(x, y, colour, radius + 0.5 - Math.hypot(x - centreX, y - centreY));
      }
    }
  }

  /** The frame of a rectangle, `thickness` pixels wide, drawn inwards. */
  frame(x0: number, y0: number, x1: number, y1: number, thickness: number, colour: Colour): void {
    const [left, right] = [Math.round(Math.min(x0, x1)), Math.round(Math.max(x0, x1))];
    const [top, bottom] = [Math.round(Math.min(y0, y1)), Math.round(Math.max(y0, y1))];
    for (let y = Math.max(top, 0); y <= Math.min(bottom, this.height - 1); y++) {
      const isEdgeRow = y < top + thickness || y > bottom - thickness;
      for (let x = Math.max(left, 0); x <= Math.min(right, this.width - 1); x++) {
        if (isEdgeRow || x < left + thickness || x > right - thickness) this.blend(x, y, colour, 1);
      }
    }
  }
}
