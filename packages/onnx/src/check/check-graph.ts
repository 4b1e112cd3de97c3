import { MedicoSamError } from '@medicosam/core';
import type { Graph } from '../graph/graph.js';
import { checkInitializer } from './check-initializer.js';
import { checkNode } from './check-node.js';
import { checkOpsets } from './check-opsets.js';

/**
 * Checks that a graph is well formed: names, wiring, versions, the attributes of the operators that are known
 * here, and constants against their sizes. Shapes are {@link inferShapes}' matter.
 *
 * @throws MedicoSamError `GRAPH_INVALID`, naming the node or value.
 */
export function checkGraph(graph: Graph): void {
  const opsets = checkOpsets(graph);
  checkNames(graph);
  for (const initializer of graph.initializers) checkInitializer(initializer);
  for (const node of graph.nodes) checkNode(node, opsets);
  checkWiring(graph);
}

function checkNames(graph: Graph): void {
  unique('input', graph.inputs);
  unique('output', graph.outputs);
  unique('initializer', graph.initializers);
  unique(
    'node',
    graph.nodes.filter(({ name }) => name !== ''),
  );
}

function unique(kind: string, items: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of items) {
    if (name === '') throw invalid(`An ${kind} of the graph has no name.`);
    if (seen.has(name)) throw invalid(`The name ${name} is used by more than one ${kind}.`, name);
    seen.add(name);
  }
}

/** Every value is made once, and before it is used; an initializer may be an input's default. */
function checkWiring({ inputs, outputs, initializers, nodes }: Graph): void {
  const made = new Set([...inputs, ...initializers].map(({ name }) => name));
  for (const { op, name, inputs: used, outputs: results } of nodes) {
    for (const input of used) {
      if (input === '' || made.has(input)) continue;
      throw invalid(`${op} node '${name}' uses ${input}, which nothing before it makes.`, name);
    }
    for (const output of results) {
      if (output === '') continue;
      if (made.has(output)) {
        throw invalid(`${op} node '${name}' makes ${output}, which exists already.`, name);
      }
      made.add(output);
    }
  }
  for (const { name } of outputs) {
    if (!made.has(name)) throw invalid(`The graph's output ${name} is made by no node.`, name);
  }
}

const invalid = (message: string, name?: string) =>
  new MedicoSamError('GRAPH_INVALID', { message, details: name === undefined ? {} : { name } });
