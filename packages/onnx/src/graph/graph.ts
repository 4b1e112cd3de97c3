/** Element types of ONNX tensors that our graphs hold, by their numbers in `onnx.proto` (TensorProto.DataType). */
export const DATA_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

/** An element type. */
export type DataType = keyof typeof DATA_TYPES;

/** A graph's input or output; a string among the dims is a free size, `''` one without a name. */
export interface ValueInfo {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly (number | string)[];
}

/** A constant stored in the graph file itself, little-endian, row-major. */
export interface InlineInitializer {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

/** A constant in a weights file beside the graph (ONNX external data). Offset and length in bytes. */
export interface ExternalInitializer {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly number[];
  /** The file, relative to the graph's folder, and the range of it, in bytes. */
  readonly external: { readonly location: string; readonly offset: number; readonly length: number };
}

/** A constant of a graph. */
export type Initializer = InlineInitializer | ExternalInitializer;

/** An attribute of a node, with its kind said outright since 1 may be an int or a float. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: TensorConstant };

/** A constant held by an attribute, such as the value of a Constant node; little-endian, row-major. */
export interface TensorConstant {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

/** One operator of a graph. An empty input name is an absent optional input. */
export interface Node {
  /** The operator (`op_type`). */
  readonly op: string;
  /** '' for ai.onnx, `com.microsoft` for ONNX Runtime's own. */
  readonly domain: string;
  /** Names the node in errors; unique in its graph, or ''. */
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An ONNX model with its one graph, as a plain object. */
export interface Graph {
  readonly name: string;
  readonly irVersion: number;
  /** The version of each operator domain that the nodes use; '' is ai.onnx. */
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  /** Who wrote the graph. */
  readonly producer: string;
  /** In an order in which every value is made before it is used. */
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Free texts by key (ONNX `metadata_props`). */
  readonly metadata?: Readonly<Record<string, string>>;
}
