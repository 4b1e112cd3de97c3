import type { GraphBuilder, Value } from '@medicosam/onnx';

const built = new WeakMap<GraphBuilder, Map<string, Value>>();

/**
 * A value that a graph builds once, however often it is asked for: constants made by operators, which runtimes
 * fold at load and would else keep once for every use.
 */
export function once(b: GraphBuilder, key: string, build: () => Value): Value {
  const values = built.get(b) ?? new Map<string, Value>();
  built.set(b, values);
  const known = values.get(key);
  if (known) return known;
  const value = build();
  values.set(key, value);
  return value;
}
