import { DATA_TYPES, type DataType, type Node } from '@medicosam/onnx';
import { input, intAttribute, type Operators } from '../operator.js';
import { allocate, misfit, type Value } from '../value.js';

const CASTS: readonly DataType[] = ['float32', 'int32', 'int64', 'bool'];

function cast({ type: from, dims, data }: Value, node: Node): Value {
  const type = CASTS.find((name) => DATA_TYPES[name] === intAttribute(node, 'to', 0));
  if (type === undefined) throw misfit(`Cast node '${node.name}' goes to none of ${CASTS.join(', ')}.`);
  const result = allocate(type, data.length);
  const isTruth = type === 'bool' && from !== 'bool';
  for (let i = 0; i < data.length; i++) result[i] = isTruth ? Number(data[i] !== 0) : (data[i] as number);
  return { type, dims, data: result };
}

function range(start: Value, limit: Value, delta: Value): Value {
  const [first = 0, end = 0, step = 1] = [start.data[0], limit.data[0], delta.data[0]];
  const length = Math.max(0, Math.ceil((end - first) / step));
  const data = allocate(start.type, length);
  for (let i = 0; i < length; i++) data[i] = first + i * step;
  return { type: start.type, dims: [length], data };
}

/** Operators that make values of another type, or out of nothing. */
export const generation: Operators = {
  Cast: (inputs, node) => [cast(input(inputs, 0), node)],
  Range: (inputs) => [range(input(inputs, 0), input(inputs, 1), input(inputs, 2))],
};
