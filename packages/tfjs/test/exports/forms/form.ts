import type { HostTensor, TensorType } from '@medicosam/core';
import { GraphBuilder, layoutSafetensors, type Value, writeGraph } from '@medicosam/onnx';

/** One operator in one of its forms, as a graph of its own. */
export interface Form {
  readonly op: string;
  /** What is special about it; with `op` unique. */
  readonly what: string;
  readonly feeds: Readonly<Record<string, HostTensor>>;
  readonly bytes: Uint8Array;
}

/** How a form is written down. */
export interface FormSpec {
  readonly feeds?: Readonly<Record<string, HostTensor>>;
  /** 17 when absent. */
  readonly opset?: number;
  /** Type and rank of each output. */
  readonly gives: readonly (readonly [type: TensorType, rank: number])[];
  readonly build: (graph: GraphBuilder, inputs: Readonly<Record<string, Value>>) => readonly Value[];
}

const { layout } = layoutSafetensors('weights.safetensors', []);

/** A form with its graph written. */
export function form(op: string, what: string, { feeds = {}, opset, gives, build }: FormSpec): Form {
  const graph = new GraphBuilder('form', layout, opset);
  const inputs = Object.entries(feeds).map(
    ([name, { type, dims }]) => [name, graph.input(name, type, dims)] as const,
  );
  for (const [index, value] of build(graph, Object.fromEntries(inputs)).entries()) {
    const [type, rank] = gives[index] ?? ['float32', 0];
    graph.output(
      `y${index}`,
      value,
      type,
      Array.from({ length: rank }, (_, axis) => `y${index}_${axis}`),
    );
  }
  return { op, what, feeds, bytes: writeGraph(graph.build('test')) };
}

/** Numbers between −2 and 2 without a pattern, always the same. */
export function floats(dims: readonly number[], seed = 1): HostTensor {
  let state = seed * 2_654_435_761;
  const data = Float32Array.from({ length: dims.reduce((count, dim) => count * dim, 1) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 30 - 2;
  });
  return { type: 'float32', dims, data };
}

export const ints = (values: readonly number[], dims: readonly number[] = [values.length]): HostTensor => ({
  type: 'int32',
  dims,
  data: Int32Array.from(values),
});

export const bools = (values: readonly number[], dims: readonly number[] = [values.length]): HostTensor => ({
  type: 'bool',
  dims,
  data: Uint8Array.from(values),
});
