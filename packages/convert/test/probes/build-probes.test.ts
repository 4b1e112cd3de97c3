import { isMedicoSamError } from '@medicosam/core';
import { checkGraph, writeGraph } from '@medicosam/onnx';
import { describe, expect, test } from 'vitest';
import { buildProbes } from '../../src/probes/index.js';
import { networks, tinyVit, vitB } from '../describe/support/networks.js';
import { deviationOf } from './support/run-probe.js';

const STORAGES = ['fp32', 'w16', 'int8'] as const;

const ATTENTIONS = { 'sam-vit': ['attention', 'window-attention'], 'tiny-vit': ['window-attention'] };

for (const [name, network] of Object.entries(networks)) {
  for (const lowering of ['tiled', 'fused'] as const) {
    for (const storage of STORAGES) {
      describe(`${name}, ${lowering}, ${storage}`, () => {
        const probes = buildProbes(network, lowering, storage);

        test('every layer of the lowering has a probe', () => {
          expect(probes.map((probe) => probe.name)).toEqual([
            'softmax',
            'layer-norm',
            'neck',
            ...(storage === 'fp32' ? [] : ['float16-weights']),
            ...(storage === 'int8' ? ['int8-product'] : []),
            ...ATTENTIONS[network.encoder.kind],
            ...(lowering === 'tiled' ? ['decoder-attention-few', 'decoder-attention-many'] : []),
          ]);
        });

        // In int8 there is every probe.
        test.runIf(storage === 'int8')('the same call gives the same bytes', () => {
          expect(buildProbes(network, lowering, storage)).toEqual(probes);
        });

        test.each(probes)('$name is valid, small and right on ONNX Runtime', async (probe) => {
          checkGraph(probe.graph);
          expect(writeGraph(probe.graph).byteLength).toBeLessThanOrEqual(8192);
          expect(probe.values.byteLength).toBeLessThanOrEqual(16_384);
          const deviation = await deviationOf(probe);
          // Ten times of what is measured here is left to other devices.
          expect(deviation).toBeLessThanOrEqual(probe.tolerance / 10);
        });
      });
    }
  }
}

test('heads of each width have a probe, for a device may have a kernel for one width that is wrong alone', () => {
  const encoder = { ...tinyVit.encoder, widths: [16, 24, 32, 40], heads: [0, 2, 2, 4] };
  const names = buildProbes({ ...tinyVit, encoder } as typeof tinyVit, 'fused', 'fp32').map(
    ({ name }) => name,
  );
  expect(names.filter((name) => name.startsWith('window-attention'))).toEqual([
    'window-attention-12',
    'window-attention-16',
    'window-attention-10',
  ]);
});

test('a lowering that there is none of is refused', () => {
  expect(() => buildProbes(vitB, 'quantised', 'fp32')).toThrow(
    expect.toSatisfy((error) => isMedicoSamError(error, 'INVALID_ARGUMENT')),
  );
});
