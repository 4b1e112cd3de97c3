import { readFileSync } from 'node:fs';
import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { type Checkpoint, openCheckpoint, type StoredTensor } from '../../src/checkpoint/index.js';
import { describeNetwork, expectedTensors, networkTable } from '../../src/describe/index.js';
import { allCheckpoints, readFixture } from '../checkpoint/support/fixtures.js';
import { sharedFile, WITHOUT_SHARED } from '../checkpoint/support/shared.js';
import { checkpointOf } from './support/checkpoints.js';
import { tinyVit, tinyVitMini, vitB, vitH, vitL, vitMini } from './support/networks.js';

for (const { name, url, file } of allCheckpoints()) {
  test(`${name} is recognised`, async () => {
    const checkpoint = await openCheckpoint(new Uint8Array(readFileSync(url)));
    const tiny = file.tensors.startsWith('tinyvit');
    const network = describeNetwork(checkpoint, { decoderHeads: 4, ...(tiny ? { imageSize: 256 } : {}) });
    const { encoder, decoder } = tiny ? tinyVitMini : vitMini;
    expect(network.encoder).toEqual(encoder);
    expect(network.decoder).toEqual(decoder);
    expect(network.warnings).toEqual(
      file.also
        ? ['A UNETR decoder (3 tensors, the first decoder.blocks.0.block.1.weight) was left out.']
        : [],
    );
  });
}

const mobileSam = sharedFile('models/mobile_sam.pt');

test('MobileSAM is recognised without overrides', async ({ skip }) => {
  if (!mobileSam) return skip(WITHOUT_SHARED);
  const checkpoint = await openCheckpoint(new Uint8Array(readFileSync(mobileSam)));
  expect(checkpoint.tensors.size).toBe(439);
  expect(describeNetwork(checkpoint)).toEqual(tinyVit);
});

test('ViT-B, ViT-L and ViT-H have the tensors that SAM publishes', () => {
  // 314, 482 and 594 keys (SAM's own state dicts).
  expect([vitB, vitL, vitH].map((network) => expectedTensors(network).size)).toEqual([314, 482, 594]);
});

test.each([
  ['ViT-B', vitB.encoder],
  ['ViT-L', vitL.encoder],
  ['ViT-H', vitH.encoder],
  ['all blocks global', { ...vitB.encoder, window: 64, globalBlocks: [...Array(12).keys()] }],
  ['512 pixels', { ...vitB.encoder, imageSize: 512, grid: 32 }],
])('%s is read back from its own shapes', (_, encoder) => {
  const network = { ...vitB, encoder };
  expect(describeNetwork(checkpointOf(expectedTensors(network)))).toEqual(network);
});

test('choices that shapes cannot tell are warned of, and can be given', async () => {
  const checkpoint = await openCheckpoint(readFixture('tinyvit_mini.pt'));
  const { encoder, decoder, warnings } = describeNetwork(checkpoint);
  expect([encoder.imageSize, encoder.grid, decoder.heads]).toEqual([1024, 64, 8]);
  expect(warnings).toEqual([
    'Shapes do not tell the input size of a TinyViT: 1024 was taken, as MobileSAM has it.',
    'Shapes do not tell the heads of the mask decoder: 8 were taken, as SAM has them.',
  ]);
  expect(describeNetwork(checkpoint, { imageSize: 256, decoderHeads: 4 }).warnings).toEqual([]);
});

test.each([
  ['an input size that the position table contradicts', { imageSize: 512 }],
  ['heads that do not divide the width', { decoderHeads: 5 }],
])('%s is refused', async (_, overrides) => {
  const checkpoint = await openCheckpoint(readFixture('vit_mini.pt'));
  expect(() => describeNetwork(checkpoint, overrides)).toThrow(
    expect.toSatisfy((error: unknown) => isMedicoSamError(error, 'INVALID_ARGUMENT')),
  );
});

test('the table says what was found', async () => {
  const checkpoint = await openCheckpoint(readFixture('vit_mini_unknown_class.pt'));
  const table = networkTable(checkpoint, describeNetwork(checkpoint, { decoderHeads: 4 }));
  const facts = Object.fromEntries(table.map(({ part, name, value }) => [`${part}: ${name}`, value]));
  expect(facts).toMatchObject({
    'file: container': 'torch-zip',
    'file: found under': 'model_state',
    'file: prefix of keys': 'sam.',
    'file: tensors': '202',
    'file: stored as': 'float16',
    'image encoder: kind': 'SAM ViT',
    'image encoder: global blocks': '1, 3',
    'decoder: masks': '4',
  });
});

test('classifier, index tables and counters of a TinyViT are tolerated', async () => {
  const { tensors, ...rest } = await openCheckpoint(readFixture('tinyvit_mini.pt'));
  const scalar: StoredTensor = { type: 'int64', dims: [], read: async () => Float32Array.of(0) };
  const more = new Map([...tensors, ['image_encoder.layers.1.blocks.0.attn.attention_bias_idxs', scalar]]);
  const fewer = new Map(
    [...tensors].filter(([key]) => !/^image_encoder\.(?:norm_)?head\.|num_batches/.test(key)),
  );
  const expected = describeNetwork({ tensors, ...rest });
  for (const variant of [more, fewer]) {
    const checkpoint: Checkpoint = { ...rest, tensors: variant };
    expect(describeNetwork(checkpoint)).toEqual(expected);
  }
});
