import type { Attribute, DataType } from '../graph/graph.js';
import { numbersOnly, type ShapeRule } from './call.js';
import { constantValue } from './constant-value.js';
import { leastSize, productOfSizes, type Size } from './size.js';
import { type KnownValue, MAX_VALUES, unknownDims } from './value.js';

/** The sizes of a tensor, or some of them. */
const shape: ShapeRule = (call) => {
  const { dims } = call.input(0);
  if (!dims) return [{ type: 'int64', dims: [undefined] }];
  const values = dims.slice(call.int('start', 0), call.int('end', dims.length));
  return [{ type: 'int64', dims: [values.length], values }];
};

const size: ShapeRule = (call) => {
  const { dims } = call.input(0);
  return [{ type: 'int64', dims: [], values: dims ? [productOfSizes(dims)] : undefined }];
};

const constant: ShapeRule = (call) => {
  for (const [name, type] of Object.entries(CONSTANT_TYPES)) {
    const attribute = call.node.attributes[name];
    if (attribute) return [fromAttribute(attribute, type)];
  }
  return [];
};

const CONSTANT_TYPES: Readonly<Record<string, DataType>> = {
  value: 'float32',
  value_int: 'int64',
  value_ints: 'int64',
  value_float: 'float32',
  value_floats: 'float32',
};

function fromAttribute({ kind, value }: Attribute, type: DataType): KnownValue {
  if (kind === 'tensor') return constantValue(value.type, value.dims, value.data);
  if (kind === 'int' || kind === 'float') return { type, dims: [], values: [value] };
  if (kind === 'string' || kind === 'strings') return {};
  return { type, dims: [value.length], values: value.length <= MAX_VALUES ? value : undefined };
}

const constantOfShape: ShapeRule = (call) => {
  const input = call.input(0);
  const rank = input.dims?.[0];
  const dims = input.values ?? (typeof rank === 'number' ? unknownDims(rank) : undefined);
  const stated = call.node.attributes['value'];
  const fill: KnownValue = stated ? fromAttribute(stated, 'float32') : { type: 'float32', values: [0] };
  const count = dims && numbersOnly(dims) ? productOfSizes(dims) : undefined;
  const followed = typeof count === 'number' && count >= 0 && count <= MAX_VALUES;
  const values = followed ? new Array<Size>(count).fill(fill.values?.[0]) : undefined;
  return [{ type: fill.type, dims, values }];
};

const range: ShapeRule = (call) => {
  const { type } = call.input(0);
  const [start, limit, delta] = [0, 1, 2].map((i) => call.input(i).values?.[0]);
  if (start === 0 && delta === 1 && typeof limit === 'object') {
    return [{ type, dims: [leastSize(limit) >= 0 ? limit : undefined] }];
  }
  if (typeof start !== 'number' || typeof limit !== 'number' || typeof delta !== 'number') {
    return [{ type, dims: [undefined] }];
  }
  if (delta === 0) return call.fail('the step must not be 0');
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  const whole = [start, limit, delta].every(Number.isInteger) && count <= MAX_VALUES;
  const values = whole ? Array.from({ length: count }, (_, i) => start + i * delta) : undefined;
  return [{ type, dims: [count], values }];
};

/** indices, depth, values [off, on]: the new axis is the last unless stated. */
const oneHot: ShapeRule = (call) => {
  const { dims, values: indices } = call.input(0);
  const { type, values: levels } = call.input(2);
  const depth = call.input(1).values?.[0];
  if (!dims) return [{ type }];
  const axis = call.axis(call.int('axis', -1), dims.length + 1);
  const at = numbersOnly(indices);
  const follows = typeof depth === 'number' && depth >= 0 && at && at.length * depth <= MAX_VALUES;
  const values =
    follows && levels && axis === dims.length
      ? at.flatMap((index) => oneHotRow(index, depth, levels))
      : undefined;
  return [{ type, dims: [...dims.slice(0, axis), depth, ...dims.slice(axis)], values }];
};

const oneHotRow = (index: number, depth: number, [off, on]: readonly Size[]): Size[] =>
  Array.from({ length: depth }, (_, i) => (i === index || i === index + depth ? on : off));

/** Operators that make tensors out of shapes and attributes. */
export const GENERATION: readonly (readonly [string, ShapeRule])[] = [
  ['Shape', shape],
  ['Size', size],
  ['Constant', constant],
  ['ConstantOfShape', constantOfShape],
  ['Range', range],
  ['OneHot', oneHot],
];
