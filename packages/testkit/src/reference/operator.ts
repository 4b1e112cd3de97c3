import type { Attribute, Node } from '@medicosam/onnx';
import { misfit, type Value } from './value.js';

/** What a node computes: outputs from inputs, an absent optional input being undefined. Inputs are not written to. */
export type Operator = (inputs: readonly (Value | undefined)[], node: Node) => readonly Value[];

/** Operators by the names of ONNX. */
export type Operators = Readonly<Record<string, Operator>>;

/** An input that must be there. */
export function input(inputs: readonly (Value | undefined)[], index: number): Value {
  const value = inputs[index];
  if (!value) throw misfit(`Input ${index} of an operator is absent.`);
  return value;
}

/** The integers of an input such as axes or a shape. */
export const integers = (inputs: readonly (Value | undefined)[], index: number): number[] =>
  Array.from(input(inputs, index).data);

/** An integer attribute. */
export function intAttribute({ attributes }: Node, name: string, otherwise: number): number {
  const attribute: Attribute | undefined = attributes[name];
  return attribute?.kind === 'int' ? attribute.value : otherwise;
}

/** A list of integers among the attributes. */
export function intsAttribute({ attributes }: Node, name: string): readonly number[] | undefined {
  const attribute: Attribute | undefined = attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}
