import { MedicoSamError } from '@medicosam/core';
import { GraphBuilder, type Value } from '@medicosam/onnx';
import type { Storage } from '../folder/convert-options.js';
import { CONVERTER } from '../version.js';
import { type Kronecker, kroneckerValue } from './kronecker.js';
import type { Matrix } from './matrix.js';
import type { Probe } from './probe.js';
import { probeValues } from './probe-values.js';
import { shortNames } from './short-names.js';

/** A tensor of a probe's values file, row-major. */
export interface NamedValues {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float64Array;
}

/**
 * Builds the graph of a probe together with its inputs and the outputs expected of them. What the layers of the
 * network ask for as weights lies in the graph itself, stored as the weights file would store it.
 */
export class ProbeBuilder extends GraphBuilder {
  readonly #given = new Map<string, () => Value>();
  readonly #made = new Map<string, Value>();
  readonly #values: NamedValues[] = [];

  constructor(
    readonly probe: string,
    lowering: string,
    readonly storage: Storage,
  ) {
    super(`probe.${probe}.${lowering}`, { file: '', entries: new Map() });
  }

  /** A constant as the storage has it: through float16, which must hold the values, where that is not `fp32`. */
  constant({ data }: Matrix, dims: readonly number[]): Value {
    const values = [...data];
    if (this.storage === 'fp32') return this.floats(values, dims);
    return this.node('Cast', [this.float16s(values, dims)], { to: 1 });
  }

  /** Says what {@link weight} answers for a name. */
  give(name: string, values: Matrix | Kronecker, dims?: readonly number[]): void {
    this.#given.set(name, () => {
      if ('data' in values) return this.constant(values, dims ?? [values.rows, values.columns]);
      const { left, right } = values;
      const sizes = ({ rows, columns }: Matrix) => [rows, columns];
      const parts = [this.constant(left, sizes(left)), this.constant(right, sizes(right))] as const;
      return kroneckerValue(this, values, parts, dims);
    });
  }

  /** As {@link give}, of what is stored alike in every storage. */
  giveValue(name: string, make: () => Value): void {
    this.#given.set(name, make);
  }

  override weight(name: string): Value {
    const known = this.#made.get(name);
    if (known) return known;
    const make = this.#given.get(name);
    if (!make) {
      throw new MedicoSamError('INTERNAL', { message: `Probe ${this.probe} has no weight ${name}.` });
    }
    const value = make();
    this.#made.set(name, value);
    return value;
  }

  /** An input of the graph and the values it is fed. */
  feed(name: string, { rows, columns, data }: Matrix): Value {
    const dims = [rows, columns];
    this.#values.push({ name: `input.${name}`, dims, data });
    return this.input(name, 'float32', dims);
  }

  /** Two inputs, `name_rows` and `name_columns`, whose Kronecker product the graph makes first. */
  feedKronecker(name: string, values: Kronecker): Value {
    const rows = this.feed(`${name}_rows`, values.left);
    return kroneckerValue(this, values, [rows, this.feed(`${name}_columns`, values.right)]);
  }

  /** An output of the graph and what it must be. */
  expect(name: string, value: Value, { rows, columns, data }: Matrix): void {
    const dims = [rows, columns];
    this.#values.push({ name: `output.${name}`, dims, data });
    this.output(name, value, 'float32', dims);
  }

  /** The finished probe. */
  finish(tolerance: number): Probe {
    const { probe: name } = this;
    return { name, graph: shortNames(this.build(CONVERTER)), values: probeValues(this.#values), tolerance };
  }
}
