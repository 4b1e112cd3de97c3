import { graphOperators, readGraph } from '@medicosam/onnx';
import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../src/operators/index.js';
import { tf } from '../support/tensorflow.js';
import { FORMS } from './forms/index.js';
import { onTfjs } from './support/on-tfjs.js';

/** The kernels that run while a function does. */
async function kernelsOf(body: () => Promise<unknown>): Promise<string[]> {
  const engine = tf.engine();
  const { runKernel } = engine;
  const names = new Set<string>();
  engine.runKernel = (name, ...rest) => {
    names.add(name);
    return runKernel.call(engine, name, ...rest) as never;
  };
  try {
    await body();
  } finally {
    engine.runKernel = runKernel;
  }
  return [...names].sort();
}

describe('an operator runs no kernel but those it names, for one that lacks them is refused', () => {
  test.each(Object.keys(OPERATORS).sort())('%s', async (name) => {
    const forms = FORMS.filter(({ op }) => op === name);
    expect(forms).not.toHaveLength(0);
    for (const { bytes, feeds, what } of forms) {
      const named = graphOperators(readGraph(bytes)).flatMap(({ op }) => OPERATORS[op]?.kernels ?? []);
      const ran = await kernelsOf(() => onTfjs(bytes, feeds));
      expect(
        ran.filter((kernel) => !named.includes(kernel)),
        what,
      ).toEqual([]);
    }
  });
});
