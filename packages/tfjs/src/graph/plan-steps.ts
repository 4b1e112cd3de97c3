import type { PlacedNode } from './place-operators.js';

/** A node to be computed, and the values whose last use it is. */
export interface Step {
  readonly placed: PlacedNode;
  readonly frees: readonly string[];
}

/** The nodes that the outputs need, in order, and when each value is freed. */
export function planSteps(nodes: readonly PlacedNode[], outputs: readonly string[]): readonly Step[] {
  const used = new Set(outputs);
  const steps: Step[] = [];
  for (const placed of nodes.toReversed()) {
    const { inputs, outputs: made } = placed.node;
    if (!made.some((name) => used.has(name))) continue;
    const frees = [...inputs, ...made].filter((name) => name !== '' && !used.has(name));
    for (const name of inputs) used.add(name);
    steps.push({ placed, frees });
  }
  return steps.reverse();
}
