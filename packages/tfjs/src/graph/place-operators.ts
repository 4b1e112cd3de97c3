import { MedicoSamError } from '@medicosam/core';
import type { Graph, Node } from '@medicosam/onnx';
import type { Operator, Operators } from '../operators/operator.js';

/** A node and how it is computed. */
export interface PlacedNode {
  readonly node: Node;
  readonly operator: Operator;
  /** Whether its outputs are computed on the host: some node needs their values there. */
  readonly isOnHost: boolean;
}

/** A graph whose every node can be computed. */
export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  /** Names of the values that must be on the host: shapes, axes, and what they are computed from. */
  readonly onHost: ReadonlySet<string>;
}

/**
 * Finds the operator of every node, and which values must be on the host, before anything is read or run.
 *
 * @param hasKernel whether the backend of TensorFlow.js has a kernel
 * @throws MedicoSamError `GRAPH_UNSUPPORTED`, naming the node, for an operator, or a form of one, that is not covered.
 */
export function placeOperators(
  { nodes, opsets }: Graph,
  operators: Operators,
  hasKernel: (name: string) => boolean,
): PlacedGraph {
  const opset = opsets.find(({ domain }) => domain === '')?.version ?? 1;
  const found = nodes.map((node) => ({ node, operator: find(node, opset, operators, hasKernel) }));
  const onHost = new Set<string>();
  const placed = found.reverse().map(({ node, operator }): PlacedNode => {
    const isOnHost = node.outputs.some((name) => onHost.has(name));
    if (isOnHost && !operator.alwaysOnHost) {
      if (!operator.onHost) {
        throw unsupported(node, 'gives a shape or an axis, and is computed on the device only');
      }
      for (const name of node.inputs) onHost.add(name);
    }
    for (const index of operator.hostInputs ?? []) onHost.add(node.inputs[index] ?? '');
    return { node, operator, isOnHost };
  });
  return { nodes: placed.reverse(), onHost };
}

function find(
  node: Node,
  opset: number,
  operators: Operators,
  hasKernel: (name: string) => boolean,
): Operator {
  const operator = node.domain === '' && Object.hasOwn(operators, node.op) ? operators[node.op] : undefined;
  if (!operator) throw unsupported(node, 'is of an operator that is not computed here');
  const refusal = operator.refuses?.(node, opset);
  if (refusal !== undefined) throw unsupported(node, refusal);
  const missing = operator.kernels.find((name) => !hasKernel(name));
  if (missing !== undefined) throw unsupported(node, `needs the kernel ${missing}, which this device lacks`);
  return operator;
}

function unsupported({ op, domain, name }: Node, what: string): MedicoSamError {
  return new MedicoSamError('GRAPH_UNSUPPORTED', {
    message: `The ${domain && `${domain}.`}${op} node '${name}' ${what}.`,
    hint: 'Use the tiled lowering of the model, or another backend.',
    details: { node: name, op },
  });
}
