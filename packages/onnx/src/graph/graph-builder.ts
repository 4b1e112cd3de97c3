import { MedicoSamError } from '@medicosam/core';
import { float32ToFloat16 } from '../float16/float32-to-float16.js';
import { toInt64 } from '../write/int64.js';
import type { Attribute, DataType, Graph, Initializer, Node, ValueInfo } from './graph.js';
import type { WeightsLayout } from './weights-layout.js';

/** A value of the graph under construction: the name of a node's output, an input or an initializer. */
export type Value = string & { readonly value: unique symbol };

/** What an attribute is given as: integers and integer lists as numbers, floats through {@link float}. */
export type AttributeInput = number | string | readonly number[] | Attribute;

/** A float attribute, which a bare number could not be told from an int. */
export const float = (value: number): Attribute => ({ kind: 'float', value });

const ABSENT = '' as Value;

/**
 * Collects the nodes of one graph. Names are made from the scope and the operator, so that the same calls
 * always give the same bytes.
 */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #weights = new Map<string, Value>();
  readonly #constants = new Map<string, Value>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #counts = new Map<string, number>();
  readonly #domains = new Set<string>();
  readonly #scope: string[] = [];

  constructor(
    readonly name: string,
    readonly layout: WeightsLayout,
    readonly opset = 17,
  ) {}

  /** Declares an input of the graph. */
  input(name: string, type: DataType, dims: readonly (number | string)[]): Value {
    this.#inputs.push({ name, type, dims });
    return name as Value;
  }

  /** Declares an output of the graph: `value` under a name of its own. */
  output(name: string, value: Value, type: DataType, dims: readonly (number | string)[]): void {
    this.#nodes.push({
      op: 'Identity',
      domain: '',
      name: `output/${name}`,
      inputs: [value],
      outputs: [name],
      attributes: {},
    });
    this.#outputs.push({ name, type, dims });
  }

  /**
   * A tensor of the weights file: one stored as float16 gets a Cast to float32, which runtimes fold at load; integers
   * are taken as they are.
   */
  weight(name: string): Value {
    const known = this.#weights.get(name);
    if (known) return known;
    const entry = this.layout.entries.get(name);
    if (!entry) {
      throw new MedicoSamError('INTERNAL', {
        message: `Graph ${this.name} asks for the weight ${name}, which the layout lacks.`,
      });
    }
    this.#initializers.set(name, {
      name,
      type: entry.type,
      dims: entry.dims,
      external: { location: this.layout.file, offset: entry.offset, length: entry.length },
    });
    let value = name as Value;
    if (entry.type === 'float16') {
      value = `${name}/float32` as Value;
      this.#nodes.push({
        op: 'Cast',
        domain: '',
        name: `cast/${name}`,
        inputs: [name],
        outputs: [value],
        attributes: { to: { kind: 'int', value: 1 } },
      });
    }
    this.#weights.set(name, value);
    return value;
  }

  /** A small int64 constant stored in the graph: shapes, axes, pads. Equal ones are shared; 2^63 is the largest. */
  ints(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.#constant(
      'int64',
      dims,
      values.join(','),
      () => new Uint8Array(BigInt64Array.from(values, (value) => toInt64(value, 'a constant')).buffer),
    );
  }

  /** A small float32 constant stored in the graph. Equal ones are shared. */
  floats(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.#constant(
      'float32',
      dims,
      values.map((value) => (Object.is(value, -0) ? '-0' : `${value}`)).join(','),
      () => new Uint8Array(Float32Array.from(values).buffer),
    );
  }

  /** A small float16 constant stored in the graph, rounded to it. Equal ones are shared. */
  float16s(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    const halves = float32ToFloat16(Float32Array.from(values));
    return this.#constant('float16', dims, halves.join(','), () => new Uint8Array(halves.buffer));
  }

  /** A small int32 constant stored in the graph. Equal ones are shared. */
  int32s(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.#constant(
      'int32',
      dims,
      values.join(','),
      () => new Uint8Array(Int32Array.from(values).buffer),
    );
  }

  /** A small int8 constant stored in the graph. Equal ones are shared. */
  int8s(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    return this.#constant(
      'int8',
      dims,
      values.join(','),
      () => new Uint8Array(Int8Array.from(values).buffer),
    );
  }

  /** A float32 scalar. */
  scalar(value: number): Value {
    return this.floats([value], []);
  }

  /** A node with one output. `null` among the inputs is an absent optional input. */
  node(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Readonly<Record<string, AttributeInput>> = {},
    domain = '',
  ): Value {
    return this.nodes(op, inputs, 1, attributes, domain)[0] as Value;
  }

  /** A node with several outputs. */
  nodes(
    op: string,
    inputs: readonly (Value | null)[],
    outputs: number,
    attributes: Readonly<Record<string, AttributeInput>> = {},
    domain = '',
  ): Value[] {
    const name = this.#fresh(op);
    const names = Array.from({ length: outputs }, (_, i) => (outputs === 1 ? name : `${name}:${i}`) as Value);
    this.#domains.add(domain);
    this.#nodes.push({
      op,
      domain,
      name,
      inputs: inputs.map((input) => input ?? ABSENT),
      outputs: names,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key, toAttribute(value)]),
      ),
    });
    return names;
  }

  /** Names of nodes made inside `body` begin with `scope/`. */
  scope<T>(scope: string, body: () => T): T {
    this.#scope.push(scope);
    try {
      return body();
    } finally {
      this.#scope.pop();
    }
  }

  /** The finished graph. */
  build(producer: string): Graph {
    const opsets = [{ domain: '', version: this.opset }];
    if (this.#domains.has('com.microsoft')) opsets.push({ domain: 'com.microsoft', version: 1 });
    return {
      name: this.name,
      irVersion: 8,
      opsets,
      producer,
      nodes: this.#nodes,
      initializers: [...this.#initializers.values()],
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }

  #constant(type: DataType, dims: readonly number[], text: string, bytes: () => Uint8Array): Value {
    const key = `${type}[${dims.join(',')}]${text}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const name = `const/${this.#constants.size}` as Value;
    this.#initializers.set(name, { name, type, dims, data: bytes() });
    this.#constants.set(key, name);
    return name;
  }

  #fresh(op: string): string {
    const stem = [...this.#scope, op].join('/');
    const used = this.#counts.get(stem) ?? 0;
    this.#counts.set(stem, used + 1);
    return used === 0 ? stem : `${stem}_${used}`;
  }
}

function toAttribute(value: AttributeInput): Attribute {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if (Array.isArray(value)) return { kind: 'ints', value: value as readonly number[] };
  return value as Attribute;
}
