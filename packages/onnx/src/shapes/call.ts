import { MedicoSamError } from '@medicosam/core';
import type { Attribute, Node } from '../graph/graph.js';
import type { Size } from './size.js';
import { type KnownValue, UNKNOWN } from './value.js';

/** Infers the outputs of one operator; outputs left out are unknown. */
export type ShapeRule = (call: Call) => readonly KnownValue[];

/** One node with what is known of its inputs, as the rules see it. */
export class Call {
  constructor(
    readonly node: Node,
    readonly inputs: readonly (KnownValue | undefined)[],
  ) {}

  /** An input; an absent one is unknown. */
  input(index: number): KnownValue {
    return this.inputs[index] ?? UNKNOWN;
  }

  /** Whether an optional input is given. */
  has(index: number): boolean {
    return this.inputs[index] !== undefined;
  }

  /** An integer attribute. */
  int(name: string, otherwise: number): number {
    return this.#attribute(name, 'int')?.value ?? otherwise;
  }

  /** A list of integers, where given. */
  ints(name: string): readonly number[] | undefined {
    return this.#attribute(name, 'ints')?.value;
  }

  /** A text attribute. */
  text(name: string, otherwise: string): string {
    return this.#attribute(name, 'string')?.value ?? otherwise;
  }

  /** Axes, which older opsets state as an attribute and newer ones as an input. `null`: not given. */
  axes(index: number, name = 'axes'): readonly number[] | null | undefined {
    const stated = this.ints(name);
    if (stated) return stated;
    if (!this.has(index)) return null;
    return numbersOnly(this.input(index).values);
  }

  /** An axis counted from the front. */
  axis(axis: number, rank: number): number {
    const index = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(index) && index >= 0 && index < rank) return index;
    return this.fail(`axis ${axis} is not one of a tensor of rank ${rank}`);
  }

  /** The graph contradicts itself at this node. */
  fail(message: string): never {
    const { op, name } = this.node;
    throw new MedicoSamError('GRAPH_INVALID', {
      message: `${op} node '${name}': ${message}.`,
      details: { node: name },
    });
  }

  #attribute<K extends Attribute['kind']>(
    name: string,
    kind: K,
  ): Extract<Attribute, { kind: K }> | undefined {
    const attribute = Object.hasOwn(this.node.attributes, name) ? this.node.attributes[name] : undefined;
    if (attribute === undefined) return undefined;
    if (attribute.kind === kind) return attribute as Extract<Attribute, { kind: K }>;
    return this.fail(`attribute ${name} must be of kind ${kind}, it is of kind ${attribute.kind}`);
  }
}

/** The list when every item is a number. */
export function numbersOnly(values: readonly Size[] | undefined): readonly number[] | undefined {
  return values?.every((value) => typeof value === 'number') ? (values as readonly number[]) : undefined;
}
