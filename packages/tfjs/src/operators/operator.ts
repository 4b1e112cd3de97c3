import type { Node } from '@medicosam/onnx';
import type { TfTensor } from '../tf-like.js';
import type { HostData } from '../value.js';
import type { Call } from './call.js';

/**
 * How an ONNX operator is computed: on the device, except where some node needs the values of the result on the host, as
 * `Reshape` does those of its shape. Which, is settled when a graph is opened.
 */
export interface Operator {
  /** The kernels of TensorFlow.js that `onDevice` runs: a backend that lacks one refuses the node when it is opened. */
  readonly kernels: readonly string[];
  /** Inputs whose values must be on the host: shapes, axes, sizes. Checked when a graph is opened. */
  readonly hostInputs?: readonly number[];
  /** What of the node is not covered here, as the rest of the sentence "… node 'x' …". Asked when a graph is opened. */
  readonly refuses?: (node: Node, opset: number) => string | undefined;
  /** Always on the host, from `hostInputs` and the dims of the others: `Shape`, `Range`. */
  readonly alwaysOnHost?: (call: Call) => readonly HostData[];
  /** On the host, from inputs on the host. Absent: its results can be no shapes and axes. */
  readonly onHost?: (call: Call) => readonly HostData[];
  /** One tensor for each output. An input may be given as it is. What else is made is freed. */
  readonly onDevice?: (call: Call) => readonly TfTensor[];
}

/** Operators by the names of ONNX. */
export type Operators = Readonly<Record<string, Operator>>;
