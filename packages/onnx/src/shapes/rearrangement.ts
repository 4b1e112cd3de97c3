import { broadcast } from './broadcast.js';
import type { Call, ShapeRule } from './call.js';
import { numbersOnly } from './call.js';
import { divideExactly, formatSize, multiplySizes, productOfSizes, type Size } from './size.js';
import { unknownDims } from './value.js';

const transpose: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  if (!dims) return [{ type }];
  const order = call.ints('perm') ?? dims.map((_, i) => dims.length - 1 - i);
  const sorted = [...order].sort((a, b) => a - b);
  if (sorted.length !== dims.length || sorted.some((axis, i) => axis !== i)) {
    return call.fail(`perm [${order.join(',')}] does not order ${dims.length} axes`);
  }
  return [{ type, dims: order.map((axis) => dims[axis]) }];
};

/** 0 takes over the input's size (unless `allowzero`), −1 is what remains. */
const reshape: ShapeRule = (call) => {
  const { type, dims: from, values } = call.input(0);
  const shape = call.input(1);
  if (!shape.values) {
    const rank = shape.dims?.length === 1 ? shape.dims[0] : undefined;
    return [{ type, dims: typeof rank === 'number' ? unknownDims(rank) : undefined, values }];
  }
  const copies = call.int('allowzero', 0) === 0;
  const stated = shape.values.map((size, i) => (size === 0 && copies ? from?.[i] : size));
  const open = shape.values.indexOf(-1);
  const others = stated.filter((_, i) => i !== open);
  if (others.some((size) => typeof size === 'number' && size < 0)) {
    return call.fail(`shape [${shape.values.map(formatSize).join(',')}] must have one −1 at most`);
  }
  const rest = open >= 0 && from ? divideExactly(from, others) : undefined;
  const dims = stated.map((size, i) => (i === open ? rest : size));
  checkCount(call, from, others, open >= 0);
  return [{ type, dims, values }];
};

/** Elements are neither made nor lost. */
function checkCount(
  call: Call,
  from: readonly Size[] | undefined,
  others: readonly Size[],
  open: boolean,
): void {
  const before = from ? productOfSizes(from) : undefined;
  const after = productOfSizes(others);
  if (typeof before !== 'number' || typeof after !== 'number') return;
  const fits = open ? after === 0 || before % after === 0 : before === after;
  if (!fits) {
    call.fail(`${before} elements do not reshape to ${after}${open ? ' and a whole number more' : ''}`);
  }
}

const flatten: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  if (!dims) return [{ type, dims: unknownDims(2) }];
  const stated = call.int('axis', 1);
  const axis = stated === dims.length ? stated : call.axis(stated, dims.length);
  return [{ type, dims: [productOfSizes(dims.slice(0, axis)), productOfSizes(dims.slice(axis))] }];
};

const unsqueeze: ShapeRule = (call) => {
  const { type, dims, values } = call.input(0);
  const axes = call.axes(1);
  if (!dims || !axes) return [{ type, values }];
  const rank = dims.length + axes.length;
  const added = new Set(axes.map((axis) => call.axis(axis, rank)));
  if (added.size !== axes.length) return call.fail(`axes [${axes.join(',')}] must differ`);
  const rest = dims.values();
  const result = Array.from({ length: rank }, (_, i): Size => (added.has(i) ? 1 : rest.next().value));
  return [{ type, dims: result, values }];
};

const squeeze: ShapeRule = (call) => {
  const { type, dims, values } = call.input(0);
  const axes = call.axes(1);
  if (!dims || axes === undefined) return [{ type, values }];
  if (axes === null && !numbersOnly(dims)) return [{ type, values }];
  const removed = new Set(
    axes?.map((axis) => call.axis(axis, dims.length)) ?? dims.flatMap((size, i) => (size === 1 ? [i] : [])),
  );
  for (const axis of removed) {
    const size = dims[axis];
    if (typeof size === 'number' && size !== 1) call.fail(`axis ${axis} has size ${size}, it must be 1`);
  }
  return [{ type, dims: dims.filter((_, i) => !removed.has(i)), values }];
};

const expand: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  const shape = call.input(1);
  const length = shape.dims?.length === 1 ? shape.dims[0] : undefined;
  const target = shape.values ?? (typeof length === 'number' ? unknownDims(length) : undefined);
  return [{ type, dims: broadcast(call, [dims, target]) }];
};

const tile: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  const { values } = call.input(1);
  return [{ type, dims: dims?.map((size, i) => multiplySizes(size, values?.[i])) }];
};

/** Operators that lay the same values out anew. */
export const REARRANGEMENTS: readonly (readonly [string, ShapeRule])[] = [
  ['Transpose', transpose],
  ['Reshape', reshape],
  ['Flatten', flatten],
  ['Unsqueeze', unsqueeze],
  ['Squeeze', squeeze],
  ['Expand', expand],
  ['Tile', tile],
];
