import { MedicoSamError } from '@medicosam/core';
import type { ValueInfo } from '../graph/graph.js';
import type { DimensionProto, ValueInfoProto } from '../protobuf/messages.js';
import { readDataType } from './read-tensor-data.js';
import { toNumber } from './to-number.js';

/** An input or output with its type and sizes. */
export function readValueInfo({ name, type }: ValueInfoProto): ValueInfo {
  const tensor = type?.tensorType;
  if (!tensor?.shape) {
    throw new MedicoSamError('GRAPH_UNSUPPORTED', {
      message: `The graph's input or output '${name}' must be a tensor of a stated rank.`,
    });
  }
  return {
    name,
    type: readDataType(tensor.elemType, `'${name}'`),
    dims: tensor.shape.dim.map((dim) => readDimension(dim, name)),
  };
}

/** A free size without a name is `''`; some exporters write it as −1. */
function readDimension({ value }: DimensionProto, name: string): number | string {
  if (value.case === 'dimParam') return value.value;
  if (value.case === undefined || value.value < 0n) return '';
  return toNumber(value.value, `A size of '${name}'`);
}
