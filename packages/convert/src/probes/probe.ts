import type { Graph } from '@medicosam/onnx';

/** A small graph with known answers, by which a device shows that it computes rightly. */
export interface Probe {
  /** What is computed: `attention`, `softmax`, … */
  readonly name: string;
  readonly graph: Graph;
  /** A safetensors file of float32 tensors named `input.<name>` and `output.<name>`. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** Largest absolute difference that passes. */
  readonly tolerance: number;
}
