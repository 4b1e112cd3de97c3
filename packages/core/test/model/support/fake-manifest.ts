import type { Manifest, ManifestGraph } from '../../../src/index.js';

export const HASH = 'a'.repeat(64);

/** Side of the fake model's input. */
export const SIDE = 32;

export const graph = (part: string, fields: Partial<ManifestGraph> = {}): ManifestGraph => {
  const { lowering = 'tiled', storage = 'fp32' } = fields;
  const limit = fields.when?.maxTokens ?? '';
  const file = `${part}.${lowering}${limit}.${storage}.${fields.stage ?? 0}.onnx`;
  return { part, lowering, storage, file, sha256: HASH, weights: `${storage}.safetensors`, ...fields };
};

/** A manifest of a network with 2 × 2 cells of 4 channels, 4 candidates and 8 × 8 low-res logits. */
export function fakeManifest(fields: Partial<Manifest> = {}): Manifest {
  const graphs =
    fields.graphs ?? ['encoder', 'image-keys', 'decoder', 'decoder-mask'].map((part) => graph(part));
  const storages = [...new Set(graphs.map(({ storage }) => storage))];
  return {
    schemaVersion: '1.0',
    id: 'fake',
    title: 'Fake',
    hash: HASH,
    architecture: { encoder: 'sam-vit', details: {} },
    image: { size: SIDE, mean: [0, 0, 0], std: [1, 1, 1] },
    trained: {
      preprocess: 'sam',
      normalisation: 'none',
      maskPrompts: true,
      prompts: ['point', 'box', 'mask'],
    },
    embedding: [{ name: 'image_embedding', dims: [1, 4, 2, 2], store: 'float16' }],
    decoder: { masks: 4, lowRes: [8, 8], prompts: ['point', 'box', 'mask'] },
    heads: [],
    requires: [],
    weights: storages.map((storage) => ({
      file: `${storage}.safetensors`,
      storage,
      bytes: 16,
      sha256: HASH,
    })),
    probes: [],
    licence: 'Apache-2.0',
    citation: [],
    provenance: { checkpoint: [], converter: 'test' },
    measured: [],
    notes: [],
    ...fields,
    graphs,
  };
}
