import { type Attribute, DATA_TYPES, type Node } from '../graph/graph.js';
import { encodeText } from '../platform.js';
import { ATTRIBUTE_TYPES } from '../protobuf/attribute-types.js';
import { toInt64 } from './int64.js';

/** The fields of an AttributeProto. */
export function attributeMessage(name: string, attribute: Attribute, node: Node) {
  const what = `attribute ${name} of node ${node.name}`;
  const common = { name, type: ATTRIBUTE_TYPES[attribute.kind] };
  switch (attribute.kind) {
    case 'int':
      return { ...common, i: toInt64(attribute.value, what) };
    case 'float':
      return { ...common, f: Math.fround(attribute.value) };
    case 'string':
      return { ...common, s: encodeText(attribute.value) };
    case 'ints':
      return { ...common, ints: attribute.value.map((value) => toInt64(value, what)) };
    case 'floats':
      return { ...common, floats: attribute.value.map(Math.fround) };
    case 'strings':
      return { ...common, strings: attribute.value.map(encodeText) };
    case 'tensor': {
      const { type, dims, data } = attribute.value;
      const sizes = dims.map((dim) => toInt64(dim, what));
      return { ...common, t: { dims: sizes, dataType: DATA_TYPES[type], rawData: data } };
    }
  }
}
