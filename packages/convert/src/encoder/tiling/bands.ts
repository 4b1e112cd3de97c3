import type { GraphBuilder, Value } from '@medicosam/onnx';

/** A map of tokens [rows·columns, width] cut across into bands of whole windows, worked on one after another. */
export interface Bands {
  readonly columns: number;
  /** Rows of each band: a multiple of the window, but for the last one. */
  readonly heights: readonly number[];
}

/** As few bands as keep `window` rows of `widest` channels after another below `tileValues`. */
export function planBands(side: number, window: number, widest: number, tileValues: number): Bands {
  const steps = Math.ceil(side / window);
  const count = Math.min(steps, Math.ceil((steps * window * side * widest) / tileValues));
  const height = Math.ceil(steps / count) * window;
  const heights = Array.from({ length: Math.ceil(side / height) }, (_, i) =>
    Math.min(height, side - i * height),
  );
  return { columns: side, heights };
}

/** Tokens of the whole map to tokens of each band. */
export function cutIntoBands(b: GraphBuilder, tokens: Value, { columns, heights }: Bands): Value[] {
  if (heights.length === 1) return [tokens];
  const sizes = b.ints(heights.map((height) => height * columns));
  return b.nodes('Split', [tokens, sizes], heights.length, { axis: 0 });
}

/** The inverse of {@link cutIntoBands}. */
export const joinBands = (b: GraphBuilder, bands: readonly Value[]): Value =>
  bands.length === 1 ? (bands[0] as Value) : b.node('Concat', bands, { axis: 0 });

/** What `body` makes of each band and its rows, as one map. */
export function inBands(
  b: GraphBuilder,
  tokens: Value,
  bands: Bands,
  body: (band: Value, rows: number) => Value,
): Value {
  const cut = cutIntoBands(b, tokens, bands);
  return joinBands(
    b,
    cut.map((band, i) => b.scope(`band${i}`, () => body(band, bands.heights[i] ?? 0))),
  );
}
