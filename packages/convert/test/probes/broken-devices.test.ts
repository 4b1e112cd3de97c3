import { expect, test } from 'vitest';
import type { NetworkDescription } from '../../src/describe/network.js';
import { buildProbes, type Probe } from '../../src/probes/index.js';
import { networks, tinyVit, vitB, vitMini } from '../describe/support/networks.js';
import * as broken from './support/broken-devices.js';
import { deviationOf } from './support/run-probe.js';

interface ProbeOf {
  readonly network?: NetworkDescription;
  readonly lowering?: 'tiled' | 'fused';
  readonly storage?: 'fp32' | 'w16' | 'int8';
}

const built = new Map<string, Probe[]>();

/** Of ViT-B, tiled and in float32 where nothing else is said. */
function probeOf(name: string, { network = vitB, lowering = 'tiled', storage = 'fp32' }: ProbeOf): Probe {
  const key = JSON.stringify([network, lowering, storage]);
  const probes = built.get(key) ?? buildProbes(network, lowering, storage);
  built.set(key, probes);
  const probe = probes.find((one) => one.name === name);
  if (!probe) throw new Error(`There is no probe ${name}.`);
  return probe;
}

const {
  softmaxOfColumns,
  softmaxWithoutMaximum,
  keysIgnoredFrom1024,
  attentionBiasIgnored,
  layerNormWithoutEps,
  layerNormOfFloat16Squares,
  convolutionShifted,
  weightsThroughBfloat16,
  pairsOfProductsSaturated,
  weightsTakenForUnsigned,
} = broken;

test.each([
  { device: softmaxOfColumns, by: 'softmax' },
  { device: softmaxOfColumns, by: 'attention' },
  { device: softmaxOfColumns, by: 'window-attention' },
  { device: softmaxOfColumns, by: 'window-attention', network: tinyVit },
  { device: softmaxOfColumns, by: 'decoder-attention-few' },
  { device: softmaxOfColumns, by: 'decoder-attention-many' },
  { device: softmaxWithoutMaximum, by: 'softmax' },
  { device: keysIgnoredFrom1024, by: 'softmax' },
  { device: keysIgnoredFrom1024, by: 'attention' },
  { device: keysIgnoredFrom1024, by: 'attention', lowering: 'fused' as const },
  { device: keysIgnoredFrom1024, by: 'decoder-attention-few', network: tinyVit },
  { device: keysIgnoredFrom1024, by: 'decoder-attention-many', network: tinyVit },
  { device: attentionBiasIgnored, by: 'window-attention', lowering: 'fused' as const },
  { device: attentionBiasIgnored, by: 'window-attention', lowering: 'fused' as const, network: tinyVit },
  { device: layerNormWithoutEps, by: 'layer-norm' },
  { device: layerNormOfFloat16Squares, by: 'layer-norm' },
  { device: convolutionShifted, by: 'neck' },
  { device: weightsThroughBfloat16, by: 'float16-weights', storage: 'w16' as const },
  { device: pairsOfProductsSaturated, by: 'int8-product', storage: 'int8' as const },
  { device: weightsTakenForUnsigned, by: 'int8-product', storage: 'int8' as const },
])('$device.name is caught by $by', async ({ device, by, ...of }) => {
  const probe = probeOf(by, of);
  const deviation = await deviationOf(probe, device(probe.graph));
  // Far enough not to be taken for rounding.
  expect(deviation).toBeGreaterThan(100 * probe.tolerance);
});

test.each([
  { op: 'Softmax', by: 'softmax' },
  { op: 'Softmax', by: 'attention' },
  { op: 'Softmax', by: 'window-attention' },
  { op: 'MultiHeadAttention', by: 'attention', lowering: 'fused' as const },
  { op: 'MultiHeadAttention', by: 'window-attention', lowering: 'fused' as const, network: tinyVit },
  { op: 'MatMul', by: 'decoder-attention-few' },
  { op: 'MatMul', by: 'decoder-attention-many' },
  { op: 'ReduceMean', by: 'layer-norm' },
  { op: 'Conv', by: 'neck' },
])('$op in float16 is caught by $by', async ({ op, by, ...of }) => {
  const probe = probeOf(by, of);
  const deviation = await deviationOf(probe, broken.inFloat16(op)(probe.graph));
  // Measured: from 6 times on.
  expect(deviation).toBeGreaterThan(3 * probe.tolerance);
});

test('what is wrong only for long rows passes at the size of a small network', async () => {
  const probe = probeOf('attention', { network: vitMini });
  const deviation = await deviationOf(probe, keysIgnoredFrom1024(probe.graph));
  expect(deviation).toBeLessThanOrEqual(probe.tolerance);
});

test.each(Object.entries(networks))(
  'a layer norm of one pass in float32 passes: %s',
  async (_name, network) => {
    const probe = probeOf('layer-norm', { network });
    const deviation = await deviationOf(probe, broken.layerNormInOnePass(probe.graph));
    // Less exact than two passes, which shows that it was one.
    expect(deviation).toBeGreaterThan(2e-5);
    expect(deviation).toBeLessThanOrEqual(probe.tolerance / 5);
  },
);
