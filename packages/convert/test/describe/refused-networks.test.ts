import { isMedicoSamError, type MedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { describeNetwork, expectedTensors } from '../../src/describe/index.js';
import { checkpointOf } from './support/checkpoints.js';
import { vitB } from './support/networks.js';

const complete = expectedTensors(vitB);

/** ViT-B with some tensors left out, added or changed. */
function refusal(
  change: (tensors: Map<string, readonly number[]>) => void,
  at: readonly string[] = [],
): MedicoSamError {
  const tensors = new Map(complete);
  change(tensors);
  try {
    describeNetwork(checkpointOf(tensors, at));
  } catch (error) {
    if (isMedicoSamError(error)) return error;
    throw error;
  }
  throw new Error('the network was not refused');
}

const without = (pattern: RegExp) => (tensors: Map<string, unknown>) => {
  for (const key of complete.keys()) if (pattern.test(key)) tensors.delete(key);
};

test('one missing tensor is named', () => {
  const error = refusal(without(/blocks\.7\.mlp\.lin2\.bias/));
  expect(error.code).toBe('CHECKPOINT_INCOMPLETE');
  expect(error.message).toContain('image_encoder.blocks.7.mlp.lin2.bias');
  expect(error.details['missing']).toEqual(['image_encoder.blocks.7.mlp.lin2.bias']);
});

test('every missing tensor of a block is listed', () => {
  const error = refusal(without(/blocks\.7\./));
  expect(error.code).toBe('CHECKPOINT_INCOMPLETE');
  expect(error.details['missing']).toEqual([...complete.keys()].filter((key) => key.includes('blocks.7.')));
  expect(error.message).toContain('and 2 more');
});

test.each(['image_encoder', 'prompt_encoder', 'mask_decoder'])('a file without its %s is told so', (part) => {
  const error = refusal(without(new RegExp(`^${part}\\.`)));
  expect(error.code).toBe('CHECKPOINT_INCOMPLETE');
  expect(error.message).toContain(`Nothing of ${part} is in the file.`);
  expect(error.hint).toContain('second file');
});

test.each([
  ['image_encoder.blocks.3.attn.proj.weight', [768, 512], '[768, 768]'],
  ['image_encoder.blocks.3.attn.rel_pos_w', [27, 32], '[27, 64]'],
  ['image_encoder.neck.2.weight', [128, 256, 3, 3], '[256, 256, 3, 3]'],
  ['image_encoder.pos_embed', [1, 64, 32, 768], '[1, 64, 64, 768]'],
  ['prompt_encoder.no_mask_embed.weight', [1, 128], '[1, 256]'],
  ['mask_decoder.transformer.layers.1.norm2.bias', [255], '[256]'],
  ['mask_decoder.iou_prediction_head.layers.2.weight', [3, 256], '[4, 256]'],
])('a wrong shape of %s is refused with both shapes', (key, actual, expected) => {
  const error = refusal((tensors) => tensors.set(key, actual));
  expect(error.code).toBe('CHECKPOINT_SHAPE');
  expect(error.message).toContain(key);
  expect(error.message).toContain(`[${actual.join(', ')}]`);
  expect(error.message).toContain(expected);
});

test.each([
  [
    'a table of relative positions that is neither window nor whole',
    'image_encoder.blocks.4.attn.rel_pos_h',
    [41, 64],
  ],
  ['an even table', 'image_encoder.blocks.4.attn.rel_pos_h', [28, 64]],
  ['a head width that does not divide the width', 'image_encoder.blocks.0.attn.rel_pos_h', [27, 60]],
  ['a tensor without axes', 'image_encoder.neck.0.weight', []],
  ['a tensor without values', 'image_encoder.patch_embed.proj.weight', [0, 3, 16, 16]],
  ['more mask tokens than their perceptrons', 'mask_decoder.mask_tokens.weight', [100_000_000, 256]],
])('%s is refused', (_, key, dims) => {
  expect(refusal((tensors) => tensors.set(key, dims)).code).toBe('CHECKPOINT_SHAPE');
});

test('an encoder of another width than the decoder is refused', () => {
  const wide = { ...vitB, encoder: { ...vitB.encoder, outChannels: 128 } };
  const error = refusal((tensors) => {
    for (const [key, dims] of expectedTensors(wide)) tensors.set(key, dims);
  });
  expect(error.code).toBe('CHECKPOINT_SHAPE');
  expect(error.message).toContain('256 output channels');
});

test.each([
  ['image_encoder.blocks.0.Adapter.channel.0.weight', 'SAM-Med2D'],
  ['image_encoder.blocks.0.adapter_linear_down.weight', '3D'],
  ['image_encoder.trunk.patch_embed.proj.weight', 'SAM 2'],
  ['mask_decoder.hf_token.weight', 'HQ-SAM'],
  ['image_encoder.blocks.0.attn.gate', 'layer'],
  ['prompt_encoder.text.weight', 'layer'],
  ['image_encoder.blocks.1000.norm1.weight', 'layer'],
])('%s is refused as part of another network', (key, what) => {
  const error = refusal((tensors) => tensors.set(key, [1]));
  expect(error.code).toBe('CHECKPOINT_UNKNOWN_KEY');
  expect(error.message).toContain(key);
  expect(error.message).toContain(what);
  expect(error.details['key']).toBe(key);
});

test('SAM-Med2D without adapters is refused by its sizes', () => {
  const error = refusal((tensors) => tensors.set('image_encoder.pos_embed', [1, 16, 16, 768]), ['model']);
  expect(error.code).toBe('CHECKPOINT_UNKNOWN_KEY');
  expect(error.message).toContain('SAM-Med2D');
});

test('a file of another network is refused by its first key', () => {
  const error = refusal((tensors) => {
    tensors.clear();
    tensors.set('layer1.0.conv1.weight', [64, 64, 3, 3]);
  });
  expect(error.code).toBe('CHECKPOINT_UNKNOWN_KEY');
  expect(error.details['key']).toBe('layer1.0.conv1.weight');
});

test('block numbers beyond reason cost neither time nor memory', () => {
  const error = refusal((tensors) => tensors.set('image_encoder.blocks.999.norm1.weight', [768]));
  expect(error.code).toBe('CHECKPOINT_INCOMPLETE');
  expect(error.message.length).toBeLessThan(1500);
});
