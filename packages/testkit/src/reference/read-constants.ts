import { type GraphSource, MedicoSamError } from '@medicosam/core';
import { type DataType, float16ToFloat32, type Graph, type Initializer } from '@medicosam/onnx';
import type { Value, Values } from './value.js';

/** The constants of a graph, those of the weights file read from it one by one. */
export async function readConstants(graph: Graph, source: GraphSource): Promise<Map<string, Value>> {
  const constants = new Map<string, Value>();
  for (const initializer of graph.initializers) {
    const { name, type, dims } = initializer;
    constants.set(name, { type, dims, data: decode(type, await bytesOf(initializer, source), name) });
  }
  return constants;
}

async function bytesOf(initializer: Initializer, { weights, weightsName }: GraphSource): Promise<Uint8Array> {
  if ('data' in initializer) return initializer.data.slice();
  const { location, offset, length } = initializer.external;
  if (location === weightsName && offset + length <= weights.size) return weights.read(offset, length);
  throw new MedicoSamError('GRAPH_INVALID', {
    message: `The constant ${initializer.name} lies in bytes ${offset} to ${offset + length} of ${location}; given are ${weights.size} bytes of ${weightsName}.`,
  });
}

function decode(type: DataType, { buffer, byteOffset, byteLength }: Uint8Array, name: string): Values {
  if (type === 'float32') return new Float32Array(buffer, byteOffset, byteLength / 4);
  if (type === 'float16') return float16ToFloat32(new Uint16Array(buffer, byteOffset, byteLength / 2));
  if (type === 'int32') return new Int32Array(buffer, byteOffset, byteLength / 4);
  if (type === 'int64') return clamped(new BigInt64Array(buffer, byteOffset, byteLength / 8));
  if (type === 'bool' || type === 'uint8') return new Uint8Array(buffer, byteOffset, byteLength);
  throw new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `The constant ${name} is ${type}, which is not read here.`,
  });
}

/** "To the end" is written as the largest int64. */
const clamped = (values: BigInt64Array): Int32Array =>
  Int32Array.from(Array.from(values, (value) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Number(value)))));
