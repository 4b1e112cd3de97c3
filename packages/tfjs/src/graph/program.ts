import { MedicoSamError } from '@medicosam/core';
import type { Graph } from '@medicosam/onnx';
import { Call } from '../operators/call.js';
import type { TfLike, TfTensor } from '../tf-like.js';
import { Value } from '../value.js';
import type { PlacedNode } from './place-operators.js';
import { planSteps, type Step } from './plan-steps.js';

/**
 * A graph ready to be run on the current backend of TensorFlow.js. What depends on no input has been computed; of a run
 * every value is freed after its last use.
 */
export class Program {
  readonly #tf: TfLike;
  readonly #device: string;
  readonly #opset: number;
  readonly #nodes: readonly PlacedNode[];
  readonly #constants: Map<string, Value>;
  readonly #plans = new Map<string, readonly Step[]>();

  /** Takes the constants over; those that no later run needs are freed. */
  constructor(
    tf: TfLike,
    { opsets, outputs }: Graph,
    nodes: readonly PlacedNode[],
    constants: Map<string, Value>,
    device: string,
  ) {
    this.#tf = tf;
    this.#device = device;
    this.#opset = opsets.find(({ domain }) => domain === '')?.version ?? 1;
    this.#constants = constants;
    this.#nodes = nodes.filter((placed) => {
      if (!placed.node.inputs.every((name) => name === '' || constants.has(name))) return true;
      for (const [name, value] of this.#compute(placed, (input) => constants.get(input)))
        constants.set(name, value);
      return false;
    });
    const used = new Set(this.#nodes.flatMap(({ node }) => node.inputs));
    for (const { name } of outputs) used.add(name);
    for (const [name, value] of constants) {
      if (used.has(name)) continue;
      value.dispose();
      constants.delete(name);
    }
  }

  /**
   * Runs the graph node by node, pausing after each; what is not finished is freed where the iteration ends early.
   *
   * @param inputs by name, disposed of after their last use
   * @returns the outputs wanted, the caller's own
   */
  *run(inputs: ReadonlyMap<string, Value>, outputs: readonly string[]): Generator<void, Value[], undefined> {
    const made = new Map<string, Value>();
    const find = (name: string) => made.get(name) ?? inputs.get(name) ?? this.#constants.get(name);
    try {
      for (const { placed, frees } of this.#plan(outputs)) {
        for (const [name, value] of this.#compute(placed, find)) made.set(name, value);
        for (const name of frees) {
          (made.get(name) ?? inputs.get(name))?.dispose();
          made.delete(name);
        }
        yield;
      }
      return outputs.map((name) => {
        const own = made.get(name);
        made.delete(name);
        return own ?? present(find(name), name).copy();
      });
    } finally {
      for (const value of [...made.values(), ...inputs.values()]) value.dispose();
    }
  }

  /** Frees the constants. */
  dispose(): void {
    for (const value of this.#constants.values()) value.dispose();
    this.#constants.clear();
  }

  #plan(outputs: readonly string[]): readonly Step[] {
    const key = outputs.join('\n');
    const plan = this.#plans.get(key) ?? planSteps(this.#nodes, outputs);
    this.#plans.set(key, plan);
    return plan;
  }

  #compute(
    { node, operator, isOnHost }: PlacedNode,
    find: (name: string) => Value | undefined,
  ): [string, Value][] {
    const inputs = node.inputs.map((name) => (name === '' ? undefined : present(find(name), name)));
    const call = new Call(this.#tf, node, inputs, this.#opset, this.#device);
    const onHost = operator.alwaysOnHost?.(call) ?? (isOnHost ? operator.onHost?.(call) : undefined);
    const results = onHost?.map(Value.onHost) ?? this.#onDevice(call, operator.onDevice);
    return node.outputs.flatMap((name, index): [string, Value][] => {
      const result = results[index];
      return name === '' || !result ? [] : [[name, result]];
    });
  }

  #onDevice(call: Call, compute: PlacedNode['operator']['onDevice']): Value[] {
    const isInput = (tensor: TfTensor) => call.inputs.some((value) => value?.holds(tensor));
    let tensors: TfTensor[] = [];
    this.#tf.tidy(() => {
      tensors = (compute?.(call) ?? []).map((tensor) => (isInput(tensor) ? tensor.clone() : tensor));
      for (const tensor of tensors) this.#tf.keep(tensor);
    });
    return tensors.map(Value.onDevice);
  }
}

function present(value: Value | undefined, name: string): Value {
  if (value) return value;
  throw new MedicoSamError('INTERNAL', { message: `Nothing has made the value ${name}.` });
}
