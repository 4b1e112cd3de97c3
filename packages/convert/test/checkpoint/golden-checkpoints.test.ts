import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { allCheckpoints } from './support/fixtures.js';
import { sharedFile, WITHOUT_SHARED } from './support/shared.js';
import { tensorHash } from './support/tensor-hash.js';

const containers: Readonly<Record<string, string>> = {
  'vit_mini_legacy.pt': 'torch-legacy',
  'vit_mini.safetensors': 'safetensors',
};

for (const { name, url, file, tensors } of allCheckpoints()) {
  test(`${name} gives every tensor as PyTorch has it`, async () => {
    const checkpoint = await openCheckpoint(new Uint8Array(readFileSync(url)));
    expect(checkpoint.container).toBe(containers[name] ?? 'torch-zip');
    expect(checkpoint.at).toEqual(file.at);
    expect(checkpoint.prefix).toBe(file.prefix);

    const read: Record<string, unknown> = {};
    for (const [key, tensor] of checkpoint.tensors) {
      const type = tensors[key]?.[0] ?? 'float32';
      read[key] = [type, tensor.dims, tensorHash(type, await tensor.read())];
    }
    expect(read).toEqual(tensors);

    const decoder: Record<string, unknown> = {};
    for (const [key, tensor] of checkpoint.decoderTensors) {
      decoder[key] = ['float32', tensor.dims, tensorHash('float32', await tensor.read())];
    }
    expect(decoder).toEqual(file.also?.decoder_state ?? {});
  });
}

test('every container of the golden data is among them', ({ skip }) => {
  if (!sharedFile('golden/checkpoints/manifest.json')) return skip(WITHOUT_SHARED);
  expect(allCheckpoints()).toHaveLength(11);
});
