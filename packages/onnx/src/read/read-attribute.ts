import { MedicoSamError } from '@medicosam/core';
import type { Attribute } from '../graph/graph.js';
import { decodeText } from '../platform.js';
import { ATTRIBUTE_TYPES, REFUSED_ATTRIBUTE_TYPES } from '../protobuf/attribute-types.js';
import type { AttributeProto, NodeProto } from '../protobuf/messages.js';
import { readTensorConstant } from './read-tensor-data.js';

/** An attribute by the kind that the file states. */
export function readAttribute(attribute: AttributeProto, node: NodeProto): Attribute {
  const what = `attribute '${attribute.name}' of ${node.opType} node '${node.name}'`;
  switch (attribute.type) {
    case ATTRIBUTE_TYPES.int:
      return { kind: 'int', value: toInteger(attribute.i, what) };
    case ATTRIBUTE_TYPES.float:
      return { kind: 'float', value: attribute.f };
    case ATTRIBUTE_TYPES.string:
      return { kind: 'string', value: toText(attribute.s, what) };
    case ATTRIBUTE_TYPES.ints:
      return { kind: 'ints', value: attribute.ints.map((value) => toInteger(value, what)) };
    case ATTRIBUTE_TYPES.floats:
      return { kind: 'floats', value: attribute.floats };
    case ATTRIBUTE_TYPES.strings:
      return { kind: 'strings', value: attribute.strings.map((value) => toText(value, what)) };
    case ATTRIBUTE_TYPES.tensor:
      if (attribute.t) return { kind: 'tensor', value: readTensorConstant(attribute.t, what) };
      break;
  }
  throw refusal(attribute, what);
}

function refusal(attribute: AttributeProto, what: string): MedicoSamError {
  const kind = REFUSED_ATTRIBUTE_TYPES[attribute.type];
  if (kind === undefined) {
    return new MedicoSamError('GRAPH_INVALID', {
      message: `The ${what} has no value of a known kind (type ${attribute.type}).`,
    });
  }
  return new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `The ${what} is a ${kind}, which is not read.`,
    hint: 'Only graphs without control flow are read: export the model for fixed inputs.',
  });
}

/** The ends of the range, which exporters use for "to the end", are kept as ±2^63; see `toInt64`. */
function toInteger(value: bigint, what: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) || value === INT64_MAX || value === INT64_MIN) return number;
  throw new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `The ${what} is ${value}, which a number does not hold exactly.`,
  });
}

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

function toText(bytes: Uint8Array, what: string): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `The ${what} is not UTF-8.`, cause });
  }
}
