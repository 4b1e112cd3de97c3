/** AttributeProto.AttributeType: the kinds that are kept, by their numbers in `onnx.proto`. */
export const ATTRIBUTE_TYPES = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;

/** Names of the kinds that are refused, for messages. */
export const REFUSED_ATTRIBUTE_TYPES: Readonly<Record<number, string>> = {
  5: 'graph',
  9: 'tensors',
  10: 'graphs',
  11: 'sparse tensor',
  12: 'sparse tensors',
  13: 'type',
  14: 'types',
};
