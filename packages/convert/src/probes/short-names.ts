import type { Graph } from '@medicosam/onnx';

/** The same graph with short names, which else are half of a probe's file; inputs and outputs keep theirs. */
export function shortNames(graph: Graph): Graph {
  const kept = [...graph.inputs, ...graph.outputs].map(({ name }) => name);
  const names = new Map(['', ...kept].map((name) => [name, name]));
  const short = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const made = `_${names.size.toString(36)}`;
    names.set(name, made);
    return made;
  };
  return {
    ...graph,
    initializers: graph.initializers.map((initializer) => ({
      ...initializer,
      name: short(initializer.name),
    })),
    nodes: graph.nodes.map((node) => {
      const outputs = node.outputs.map(short);
      return { ...node, name: outputs[0] ?? node.name, inputs: node.inputs.map(short), outputs };
    }),
  };
}
