import type { Graph } from './graph.js';

/** How often a graph uses an operator. */
export interface OperatorCount {
  /** '' for ONNX's own operators. */
  readonly domain: string;
  readonly op: string;
  readonly count: number;
}

/** The operators of a graph, ONNX's own first, by name. */
export function graphOperators({ nodes }: Graph): readonly OperatorCount[] {
  const counts = new Map<string, { domain: string; op: string; count: number }>();
  for (const { domain, op } of nodes) {
    const key = `${domain}\0${op}`;
    const entry = counts.get(key) ?? { domain, op, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
