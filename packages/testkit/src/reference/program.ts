import { MedicoSamError } from '@medicosam/core';
import type { Graph, Node } from '@medicosam/onnx';
import type { Operators } from './operator.js';
import { misfit, type Value } from './value.js';

/** A graph ready to be run: what depends on no input is computed once. */
export class Program {
  readonly #nodes: readonly Node[];
  readonly #constants: ReadonlyMap<string, Value>;
  readonly #operators: Operators;

  /** @throws MedicoSamError `GRAPH_UNSUPPORTED`, naming the node, for an operator that is not among those given. */
  constructor({ nodes }: Graph, constants: Map<string, Value>, operators: Operators) {
    const unknown = nodes.find(({ op, domain }) => domain !== '' || !(op in operators));
    if (unknown) {
      const { op, domain, name } = unknown;
      throw new MedicoSamError('GRAPH_UNSUPPORTED', {
        message: `Node '${name}' is ${domain && `${domain}.`}${op}, which is not computed here.`,
        hint: 'Use the tiled lowering of the model.',
      });
    }
    const isConstant = (name: string) => name === '' || constants.has(name);
    this.#operators = operators;
    this.#nodes = nodes.filter((node) => {
      if (!node.inputs.every(isConstant)) return true;
      this.#compute(node, constants);
      return false;
    });
    this.#constants = constants;
  }

  /** Every output asked for. */
  run(inputs: ReadonlyMap<string, Value>, outputs: readonly string[]): Value[] {
    const values = new Map([...this.#constants, ...inputs]);
    for (const node of this.#nodes) this.#compute(node, values);
    return outputs.map((name) => find(values, name));
  }

  #compute(node: Node, values: Map<string, Value>): void {
    const inputs = node.inputs.map((name) => (name === '' ? undefined : find(values, name)));
    const results = this.#operators[node.op]?.(inputs, node) ?? [];
    for (const [index, name] of node.outputs.entries()) {
      const result = results[index];
      if (result) values.set(name, result);
    }
  }
}

function find(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value) return value;
  throw misfit(`Nothing has made the value ${name}.`);
}
