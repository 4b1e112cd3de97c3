import type { Call, ShapeRule } from './call.js';
import type { Size } from './size.js';
import { unknownDims } from './value.js';

/** Axes as attribute or second input; all of them when none are given. */
const reduce: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  if (!dims) return [{ type }];
  const axes = call.axes(1);
  const keep = call.int('keepdims', 1) !== 0;
  if (axes === undefined) return [{ type, dims: keep ? unknownDims(dims.length) : undefined }];
  if ((axes === null || axes.length === 0) && call.int('noop_with_empty_axes', 0) !== 0) {
    return [{ type, dims }];
  }
  const listed = axes === null || axes.length === 0 ? dims.map((_, i) => i) : axes;
  return [{ type, dims: reduceDims(call, dims, listed, keep) }];
};

const argument: ShapeRule = (call) => {
  const { dims } = call.input(0);
  if (!dims) return [{ type: 'int64' }];
  const keep = call.int('keepdims', 1) !== 0;
  return [{ type: 'int64', dims: reduceDims(call, dims, [call.int('axis', 0)], keep) }];
};

function reduceDims(call: Call, dims: readonly Size[], axes: readonly number[], keep: boolean): Size[] {
  const reduced = new Set(axes.map((axis) => call.axis(axis, dims.length)));
  return dims.flatMap((size, i) => (reduced.has(i) ? (keep ? [1] : []) : [size]));
}

/** Operators that take one value out of many along axes. */
export const REDUCTIONS: readonly (readonly [string, ShapeRule])[] = [
  ...['ReduceL1', 'ReduceL2', 'ReduceMax', 'ReduceMean', 'ReduceMin', 'ReduceProd', 'ReduceSum'].map(
    (name) => [name, reduce] as const,
  ),
  ['ArgMax', argument],
  ['ArgMin', argument],
];
