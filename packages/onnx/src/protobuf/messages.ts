import type { Message } from '@bufbuild/protobuf';

/** The messages of `onnx.proto`, cut down to the fields that are read or written here. */

/** A model: one graph with its versions and who made it. */
export type ModelProto = Message<'onnx.ModelProto'> & {
  irVersion: bigint;
  producerName: string;
  producerVersion: string;
  graph?: GraphProto | undefined;
  opsetImport: OperatorSetIdProto[];
  metadataProps: StringStringEntryProto[];
  functions: Uint8Array[];
};

/** The version of one operator domain. */
type OperatorSetIdProto = Message<'onnx.OperatorSetIdProto'> & { domain: string; version: bigint };

/** One key and its value. */
type StringStringEntryProto = Message<'onnx.StringStringEntryProto'> & { key: string; value: string };

/** Nodes in an order in which every value is made before it is used. */
export type GraphProto = Message<'onnx.GraphProto'> & {
  name: string;
  node: NodeProto[];
  initializer: TensorProto[];
  sparseInitializer: Uint8Array[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
};

/** One operator call. */
export type NodeProto = Message<'onnx.NodeProto'> & {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: AttributeProto[];
};

/** One attribute; `type` says which of the value fields holds. */
export type AttributeProto = Message<'onnx.AttributeProto'> & {
  name: string;
  type: number;
  f: number;
  i: bigint;
  s: Uint8Array;
  t?: TensorProto | undefined;
  floats: number[];
  ints: bigint[];
  strings: Uint8Array[];
};

/** A constant: raw bytes, typed values, or a range of another file. */
export type TensorProto = Message<'onnx.TensorProto'> & {
  name: string;
  dims: bigint[];
  dataType: number;
  floatData: number[];
  int32Data: number[];
  int64Data: bigint[];
  doubleData: number[];
  rawData: Uint8Array;
  externalData: StringStringEntryProto[];
  dataLocation: number;
};

/** The name and type of a value. */
export type ValueInfoProto = Message<'onnx.ValueInfoProto'> & { name: string; type?: TypeProto | undefined };

/** The type of a value; only tensors are known here. */
type TypeProto = Message<'onnx.TypeProto'> & { tensorType?: TensorTypeProto | undefined };

/** Element type and shape; without a shape the rank is not known. */
type TensorTypeProto = Message<'onnx.TypeProto.Tensor'> & {
  elemType: number;
  shape?: TensorShapeProto | undefined;
};

/** The dimensions of a shape. */
type TensorShapeProto = Message<'onnx.TensorShapeProto'> & { dim: DimensionProto[] };

/** One dimension: a number, a named free size, or neither. */
export type DimensionProto = Message<'onnx.TensorShapeProto.Dimension'> & {
  value: { case: 'dimValue'; value: bigint } | { case: 'dimParam'; value: string } | { case: undefined };
};
