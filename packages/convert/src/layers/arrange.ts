import type { GraphBuilder, Value } from '@medicosam/onnx';

/** The same values under other dims. */
export const reshape = (b: GraphBuilder, x: Value, dims: readonly number[]): Value =>
  b.node('Reshape', [x, b.ints(dims)]);

/** Axis i of the result is axis `perm[i]` of x. */
export const transpose = (b: GraphBuilder, x: Value, perm: readonly number[]): Value =>
  b.node('Transpose', [x], { perm });

/** `x[..., start:end, ...]` along one axis. */
export const slice = (b: GraphBuilder, x: Value, axis: number, start: number, end: number): Value =>
  b.node('Slice', [x, b.ints([start]), b.ints([end]), b.ints([axis])]);

/** x in `parts` equal parts along an axis of `size`. */
export const splitEvenly = (b: GraphBuilder, x: Value, axis: number, size: number, parts: number): Value[] =>
  parts === 1 ? [x] : b.nodes('Split', [x, b.ints(Array(parts).fill(size / parts))], parts, { axis });

/** Tokens [side·side, width] as an image [1, width, side, side]. */
export const tokensToImage = (b: GraphBuilder, tokens: Value, side: number, width: number): Value =>
  transpose(b, reshape(b, tokens, [1, side, side, width]), [0, 3, 1, 2]);

/** An image [1, width, side, side] as tokens [side·side, width], row by row. */
export const imageToTokens = (b: GraphBuilder, image: Value, side: number, width: number): Value =>
  reshape(b, transpose(b, image, [0, 2, 3, 1]), [side * side, width]);
