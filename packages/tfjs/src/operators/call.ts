import { MedicoSamError } from '@medicosam/core';
import type { Attribute, Node } from '@medicosam/onnx';
import type { TfLike, TfTensor } from '../tf-like.js';
import type { HostData, Value } from '../value.js';

/** One node with its inputs, as an operator sees it while it computes. */
export class Call {
  constructor(
    readonly tf: TfLike,
    readonly node: Node,
    readonly inputs: readonly (Value | undefined)[],
    readonly opset: number,
    /** The backend of TensorFlow.js: what is fast differs. */
    readonly device: string,
  ) {}

  /** Whether an optional input is given. */
  has(index: number): boolean {
    return this.inputs[index] !== undefined;
  }

  /** An input that must be there. */
  value(index: number): Value {
    return this.inputs[index] ?? this.fail(`input ${index} is absent`);
  }

  dims(index: number): readonly number[] {
    return this.value(index).dims;
  }

  /** An input on the device; not to be disposed of. */
  tensor(index: number): TfTensor {
    return this.value(index).tensor(this.tf);
  }

  /** An input on the host. */
  host(index: number): HostData {
    return this.value(index).host ?? this.fail(`input ${index} is known only on the device`);
  }

  /** The numbers of an input on the host, such as axes or a shape. */
  numbers(index: number): readonly number[] {
    return Array.from(this.host(index).data);
  }

  /** An integer attribute. */
  int(name: string, otherwise: number): number {
    return intOf(this.node, name) ?? otherwise;
  }

  /** A list of integers among the attributes, where given. */
  ints(name: string): readonly number[] | undefined {
    return intsOf(this.node, name);
  }

  /** A number among the attributes. */
  float(name: string, otherwise: number): number {
    const attribute = this.node.attributes[name];
    return attribute?.kind === 'float' ? attribute.value : otherwise;
  }

  /** A text attribute. */
  text(name: string, otherwise: string): string {
    return textOf(this.node, name) ?? otherwise;
  }

  /** Axes, counted from the front, which older opsets state as an attribute and newer ones as an input. */
  axes(index: number, rank: number): readonly number[] | undefined {
    const stated = this.ints('axes') ?? (this.has(index) ? this.numbers(index) : undefined);
    return stated?.map((axis) => this.axis(axis, rank));
  }

  /** An axis counted from the front. */
  axis(axis: number, rank: number): number {
    const index = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(index) && index >= 0 && index < rank) return index;
    return this.fail(`axis ${axis} is not one of a tensor of rank ${rank}`);
  }

  /** The operands do not fit the node. */
  fail(message: string): never {
    const { op, name } = this.node;
    throw new MedicoSamError('BACKEND_FAILED', {
      message: `${op} node '${name}': ${message}.`,
      details: { node: name },
    });
  }
}

/** An integer attribute of a node, where given. */
export function intOf({ attributes }: Node, name: string): number | undefined {
  const attribute: Attribute | undefined = attributes[name];
  return attribute?.kind === 'int' ? attribute.value : undefined;
}

/** A list of integers among the attributes of a node, where given. */
export function intsOf({ attributes }: Node, name: string): readonly number[] | undefined {
  const attribute: Attribute | undefined = attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}

/** A text attribute of a node, where given. */
export function textOf({ attributes }: Node, name: string): string | undefined {
  const attribute: Attribute | undefined = attributes[name];
  return attribute?.kind === 'string' ? attribute.value : undefined;
}
