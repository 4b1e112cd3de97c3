import { type Graph, readSafetensorsHeader, readTensor, writeGraph } from '@medicosam/onnx';
import * as ort from 'onnxruntime-node';
import type { Probe } from '../../../src/probes/index.js';

/** Session options of the product: the memory pattern off; errors only. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  enableMemPattern: false,
  intraOpNumThreads: 1,
  logSeverityLevel: 3,
};

/**
 * Runs a graph on the inputs of a probe with ONNX Runtime's CPU provider; the probe's own unless another is given.
 *
 * @returns the largest absolute difference from what the probe expects; infinite where a result is not a number
 */
export async function deviationOf(probe: Probe, graph: Graph = probe.graph): Promise<number> {
  const session = await ort.InferenceSession.create(writeGraph(graph), OPTIONS);
  try {
    const results = await session.run(tensorsOf(probe.values, 'input.'));
    const expected = Object.entries(tensorsOf(probe.values, 'output.'));
    return Math.max(...expected.map(([name, tensor]) => largestDifference(tensor, results[name])));
  } finally {
    await session.release();
  }
}

/** The tensors of a values file whose names begin with `prefix`, without it. */
function tensorsOf(values: Uint8Array, prefix: string): Record<string, ort.Tensor> {
  const { layout } = readSafetensorsHeader('values', values);
  return Object.fromEntries(
    [...layout.entries]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, { dims }]) => [
        name.slice(prefix.length),
        new ort.Tensor('float32', readTensor(values, layout, name), dims),
      ]),
  );
}

function largestDifference(expected: ort.Tensor, actual: ort.Tensor | undefined): number {
  if (actual?.dims.join() !== expected.dims.join()) {
    throw new Error(`A result has the dims ${actual?.dims}, expected were ${expected.dims}.`);
  }
  const results = actual.data as Float32Array;
  let largest = 0;
  for (const [i, value] of (expected.data as Float32Array).entries()) {
    const difference = Math.abs(value - (results[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
