import { MedicoSamError } from '@medicosam/core';
import { byteLength } from '../graph/data-types.js';
import { DATA_TYPES, type DataType, type TensorConstant } from '../graph/graph.js';
import type { TensorProto } from '../protobuf/messages.js';
import { toSize } from './to-number.js';

/** TensorProto.DataLocation.EXTERNAL. */
export const EXTERNAL = 1;

const TYPE_NAMES = new Map(Object.entries(DATA_TYPES).map(([name, number]) => [number as number, name]));

/** The element type of a TensorProto or TypeProto. */
export function readDataType(number: number, what: string): DataType {
  const name = TYPE_NAMES.get(number);
  if (name !== undefined) return name as DataType;
  throw new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `The element type of ${what} has the number ${number}; known are ${[...TYPE_NAMES.values()].join(', ')}.`,
  });
}

/** Type, sizes and values of a tensor that the file holds itself. */
export function readTensorConstant(tensor: TensorProto, what: string): TensorConstant {
  if (tensor.dataLocation === EXTERNAL) {
    throw new MedicoSamError('GRAPH_UNSUPPORTED', {
      message: `The ${what} lies in another file; only initializers may.`,
    });
  }
  const type = readDataType(tensor.dataType, what);
  const dims = tensor.dims.map((dim) => toSize(dim, `A size of ${what}`));
  const data = tensor.rawData.length > 0 ? tensor.rawData : TYPED_DATA[type](tensor);
  const expected = byteLength(type, dims);
  if (data.length !== expected) {
    throw new MedicoSamError('GRAPH_INVALID', {
      message: `The values of ${what}, ${type} [${dims.join(',')}], must take ${expected} bytes; there are ${data.length}.`,
    });
  }
  return { type, dims, data };
}

const bytesOf = ({ buffer }: { buffer: ArrayBuffer }): Uint8Array => new Uint8Array(buffer);

/** Values as written into the typed fields instead of raw bytes; which field holds which type is ONNX's rule. */
const TYPED_DATA: Readonly<Record<DataType, (tensor: TensorProto) => Uint8Array>> = {
  float32: ({ floatData }) => bytesOf(Float32Array.from(floatData)),
  float64: ({ doubleData }) => bytesOf(Float64Array.from(doubleData)),
  int64: ({ int64Data }) => bytesOf(BigInt64Array.from(int64Data)),
  int32: ({ int32Data }) => bytesOf(Int32Array.from(int32Data)),
  float16: ({ int32Data }) => bytesOf(Uint16Array.from(int32Data)),
  int8: ({ int32Data }) => bytesOf(Int8Array.from(int32Data)),
  uint8: ({ int32Data }) => bytesOf(Uint8Array.from(int32Data)),
  bool: ({ int32Data }) => bytesOf(Uint8Array.from(int32Data, (value) => (value === 0 ? 0 : 1))),
};
