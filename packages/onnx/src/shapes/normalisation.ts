import type { ShapeRule } from './call.js';

/** Outputs Y, mean and inverse deviation; the latter two are 1 from the axis on. */
const layerNormalization: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  if (!dims) return [{ type }];
  const axis = call.axis(call.int('axis', -1), dims.length);
  const statistics = { type: 'float32' as const, dims: dims.map((size, i) => (i < axis ? size : 1)) };
  return [{ type, dims }, statistics, statistics];
};

/** Only the first output is inferred; the others are statistics of training. */
const shapeKeeping: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  return [{ type, dims }];
};

/** Normalisations. */
export const NORMALISATIONS: readonly (readonly [string, ShapeRule])[] = [
  ['LayerNormalization', layerNormalization],
  ['BatchNormalization', shapeKeeping],
  ['InstanceNormalization', shapeKeeping],
  ['GroupNormalization', shapeKeeping],
];
