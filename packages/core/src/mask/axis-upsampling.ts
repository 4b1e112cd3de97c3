/**
 * One axis of the way from low-res logits to the image: for each output position a run of `taps` neighbouring
 * low-res positions from `starts`, and their weights.
 */
export interface AxisUpsampling {
  readonly starts: Int32Array;
  readonly taps: number;
  /** Outputs × `taps`. */
  readonly weights: Float32Array;
}

/** Where position `at` of `to` lies among `from` positions: half-pixel centres, clamped at the first. */
const sourceOf = (at: number, from: number, to: number) => Math.max(0, (at + 0.5) * (from / to) - 0.5);

/**
 * The two bilinear steps of SAM along one axis, low-res → model input (cropped to the image) → image, as one.
 * They are separable and linear, so that their product is, too: the model's square is never made.
 *
 * @param lowRes positions of the low-res logits.
 * @param side positions of the model's input.
 * @param input positions of the model's input that the image covers.
 * @param original positions of the image.
 */
export function axisUpsampling(
  lowRes: number,
  side: number,
  input: number,
  original: number,
): AxisUpsampling {
  const lowOf = (position: number) => {
    const source = sourceOf(position, lowRes, side);
    const first = Math.min(Math.floor(source), lowRes - 1);
    return { first, second: Math.min(first + 1, lowRes - 1), fraction: source - first };
  };
  // Neighbours in the model's input lie at most lowRes / side apart, each between two low-res positions.
  const taps = Math.min(Math.ceil(lowRes / side) + 2, lowRes);
  const starts = new Int32Array(original);
  const weights = new Float32Array(original * taps);
  for (let at = 0; at < original; at++) {
    const source = sourceOf(at, input, original);
    const first = Math.min(Math.floor(source), input - 1);
    const outer = source - first;
    const a = lowOf(first);
    const b = lowOf(Math.min(first + 1, input - 1));
    const start = Math.min(a.first, lowRes - taps);
    const add = (position: number, weight: number) => {
      const slot = at * taps + position - start;
      weights[slot] = (weights[slot] as number) + weight;
    };
    starts[at] = start;
    add(a.first, (1 - outer) * (1 - a.fraction));
    add(a.second, (1 - outer) * a.fraction);
    add(b.first, outer * (1 - b.fraction));
    add(b.second, outer * b.fraction);
  }
  return { starts, taps, weights };
}
