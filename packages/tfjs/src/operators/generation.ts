import { TENSOR_ARRAYS, type TensorData, type TensorType } from '@medicosam/core';
import { DATA_TYPES, type Node } from '@medicosam/onnx';
import { decodeData } from '../graph/decode-data.js';
import type { HostData } from '../value.js';
import { type Call, intOf } from './call.js';
import { allocate, sizeOf } from './host-arrays.js';
import type { Operator, Operators } from './operator.js';

/** The number of ONNX; exports count the pixels of a row in it. */
const INT16 = 5;

/** What a Cast goes to, by the numbers of ONNX; 64-bit and 16-bit integers are held in 32. */
const CASTS: ReadonlyMap<number, TensorType> = new Map([
  [DATA_TYPES.float32, 'float32'],
  [DATA_TYPES.int32, 'int32'],
  [DATA_TYPES.int64, 'int32'],
  [INT16, 'int32'],
  [DATA_TYPES.bool, 'bool'],
]);

const cast: Operator = {
  kernels: ['Cast', 'NotEqual', 'Fill'],
  refuses: (node) =>
    CASTS.has(intOf(node, 'to') ?? 0)
      ? undefined
      : 'goes to a type other than float32, int16, int32, int64 and bool',
  onHost(call) {
    const { type: from, dims, data } = call.host(0);
    const type = target(call.node);
    const result = allocate(type, data.length);
    const isTruth = type === 'bool' && from !== 'bool';
    for (let i = 0; i < data.length; i++) result[i] = isTruth ? Number(data[i] !== 0) : (data[i] as number);
    return [{ type, dims, data: result }];
  },
  onDevice(call) {
    const { tf } = call;
    const [x, type] = [call.tensor(0), target(call.node)];
    if (type !== 'bool' || x.dtype === 'bool') return [tf.cast(x, type)];
    // As a cast, some backends keep the lowest bits alone.
    return [tf.notEqual(x, tf.cast(tf.fill([], 0, 'float32'), x.dtype as TensorType))];
  },
};

const target = (node: Node): TensorType => CASTS.get(intOf(node, 'to') ?? 0) ?? 'float32';

function constant(call: Call): HostData {
  const { node } = call;
  const {
    value,
    value_int: int,
    value_ints: ints,
    value_float: float,
    value_floats: floats,
  } = node.attributes;
  if (value?.kind === 'tensor') {
    const { type, dims, data } = value.value;
    return decodeData(type, dims, data.slice(), `the constant of node '${node.name}'`);
  }
  if (int?.kind === 'int') return { type: 'int32', dims: [], data: Int32Array.of(int.value) };
  if (ints?.kind === 'ints') return vector('int32', ints.value);
  if (float?.kind === 'float') return { type: 'float32', dims: [], data: Float32Array.of(float.value) };
  if (floats?.kind === 'floats') return vector('float32', floats.value);
  return call.fail('it has no value of numbers');
}

const vector = (type: TensorType, values: readonly number[]): HostData => {
  const data: TensorData = TENSOR_ARRAYS[type].from(values);
  return { type, dims: [values.length], data };
};

const CONSTANT_KINDS = ['value', 'value_int', 'value_ints', 'value_float', 'value_floats'];

const range: Operator = {
  kernels: ['Range'],
  hostInputs: [0, 1, 2],
  alwaysOnHost(call) {
    const [{ type, data: start }, { data: limit }, { data: delta }] = [
      call.host(0),
      call.host(1),
      call.host(2),
    ];
    const [first = 0, end = 0, step = 1] = [start[0], limit[0], delta[0]];
    const data = allocate(type, Math.max(0, Math.ceil((end - first) / step)));
    for (let i = 0; i < data.length; i++) data[i] = first + i * step;
    return [{ type, dims: [data.length], data }];
  },
};

const constantOfShape: Operator = {
  kernels: ['Fill'],
  hostInputs: [0],
  onHost(call) {
    const { type, value } = fillOf(call);
    const dims = call.numbers(0);
    return [{ type, dims, data: allocate(type, sizeOf(dims)).fill(value) }];
  },
  onDevice(call) {
    const { type, value } = fillOf(call);
    return [call.tf.fill([...call.numbers(0)], value, type)];
  },
};

function fillOf({ node }: Call): { type: TensorType; value: number } {
  const { value } = node.attributes;
  if (value?.kind !== 'tensor') return { type: 'float32', value: 0 };
  const { type, data } = decodeData(value.value.type, [1], value.value.data.slice(), `node '${node.name}'`);
  return { type, value: data[0] ?? 0 };
}

/** Operators that make values of another type, or out of nothing. */
export const GENERATION: Operators = {
  Cast: cast,
  Constant: {
    kernels: [],
    refuses: ({ attributes }) =>
      CONSTANT_KINDS.some((name) => name in attributes) ? undefined : 'has no value of numbers',
    alwaysOnHost: (call) => [constant(call)],
  },
  ConstantOfShape: constantOfShape,
  Range: range,
  Shape: {
    kernels: [],
    alwaysOnHost(call) {
      const dims = call.dims(0);
      return [
        vector(
          'int32',
          dims.slice(call.int('start', 0), call.node.attributes['end'] ? call.int('end', 0) : dims.length),
        ),
      ];
    },
  },
};
