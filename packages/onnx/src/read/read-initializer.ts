import { MedicoSamError } from '@medicosam/core';
import { byteLength } from '../graph/data-types.js';
import type { Initializer } from '../graph/graph.js';
import type { TensorProto } from '../protobuf/messages.js';
import { EXTERNAL, readDataType, readTensorConstant } from './read-tensor-data.js';
import { toSize } from './to-number.js';

/** A constant with its values, or with the range of the file that has them. */
export function readInitializer(tensor: TensorProto): Initializer {
  const { name } = tensor;
  const what = `initializer '${name}'`;
  if (tensor.dataLocation !== EXTERNAL) return { name, ...readTensorConstant(tensor, what) };
  const type = readDataType(tensor.dataType, what);
  const dims = tensor.dims.map((dim) => toSize(dim, `A size of ${what}`));
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const location = entries.get('location');
  if (!location) {
    throw new MedicoSamError('GRAPH_INVALID', {
      message: `The ${what} lies in another file and does not name it.`,
    });
  }
  const offset = readNumber(entries.get('offset') ?? '0', `The offset of ${what}`);
  const length = readNumber(entries.get('length') ?? `${byteLength(type, dims)}`, `The length of ${what}`);
  return { name, type, dims, external: { location, offset, length } };
}

function readNumber(text: string, what: string): number {
  if (!/^\d{1,19}$/.test(text)) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `${what} is '${text}', which is no number.` });
  }
  return toSize(BigInt(text), what);
}
