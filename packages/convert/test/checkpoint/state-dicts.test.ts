import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { fileOf, stateDict } from './support/named-tensors.js';
import { dict, global, integer, text } from './support/pickle-writer.js';

const ENCODER = ['image_encoder.pos_embed', 'image_encoder.neck.0.weight'];
const DECODER = ['deconv1.block.0.conv.weight', 'base.block.1.weight', 'out_conv.weight'];
const open = (object: Uint8Array) => openCheckpoint(fileOf(object));
const keysOf = (tensors: ReadonlyMap<string, unknown>) => [...tensors.keys()];

test.each(['model_state', 'state_dict', 'model', 'model_state_dict'])(
  'a state dict under %s is found',
  async (name) => {
    const checkpoint = await open(dict({ [name]: stateDict(ENCODER), epoch: integer(3) }));
    expect(checkpoint.at).toEqual([name]);
    expect(keysOf(checkpoint.tensors)).toEqual(ENCODER);
  },
);

test.each(['module.', 'sam.', 'module.sam.', 'sam_model.', 'module.sam_model.', 'module.module.sam.'])(
  'the prefix %s is stripped from the keys',
  async (prefix) => {
    const checkpoint = await open(stateDict(ENCODER.map((key) => `${prefix}${key}`)));
    expect(checkpoint.prefix).toBe(prefix);
    expect(keysOf(checkpoint.tensors)).toEqual(ENCODER);
  },
);

test('the encoder of a UNETR file becomes the image encoder and the rest its decoder', async () => {
  const encoder = ['patch_embed.proj.weight', 'pos_embed', 'blocks.0.norm1.weight', 'neck.0.weight'];
  const checkpoint = await open(
    dict({
      model_state: stateDict([
        ...encoder.map((key) => `module.encoder.${key}`),
        ...DECODER.map((key) => `module.${key}`),
      ]),
    }),
  );
  expect(keysOf(checkpoint.tensors)).toEqual(encoder.map((key) => `image_encoder.${key}`));
  expect(keysOf(checkpoint.decoderTensors)).toEqual(DECODER);
});

test('a decoder alone is recognised', async () => {
  const checkpoint = await open(stateDict(DECODER));
  expect(checkpoint.tensors.size).toBe(0);
  expect(keysOf(checkpoint.decoderTensors)).toEqual(DECODER);
});

test('the encoder that decoder_state repeats is dropped', async () => {
  const repeated = ['module.encoder.pos_embed', ...DECODER.map((key) => `module.${key}`)];
  const checkpoint = await open(
    dict({ model_state: stateDict(ENCODER), decoder_state: stateDict(repeated) }),
  );
  expect(keysOf(checkpoint.tensors)).toEqual(ENCODER);
  expect(keysOf(checkpoint.decoderTensors)).toEqual(DECODER);
});

test('what lies beside the network is passed over with a note, pixel statistics without', async () => {
  const checkpoint = await open(
    stateDict([...ENCODER, 'pixel_mean', 'pixel_std', 'probe.weight', 'probe.bias']),
  );
  expect(keysOf(checkpoint.tensors)).toEqual(ENCODER);
  expect(checkpoint.notes).toEqual([
    '2 entries beside the network were passed over, the first is probe.weight.',
  ]);
});

test('tensors of another network are given as they are', async () => {
  const checkpoint = await open(stateDict(['conv1.weight', 'classifier.weight']));
  expect(keysOf(checkpoint.tensors)).toEqual(['conv1.weight', 'classifier.weight']);
  expect(checkpoint.decoderTensors.size).toBe(0);
});

test('a file without tensors is refused', async () => {
  for (const object of [dict({ epoch: integer(3) }), text('hello'), integer(3)]) {
    await expect(open(object)).rejects.toSatisfy((error) => isMedicoSamError(error, 'CHECKPOINT_UNREADABLE'));
  }
});

test('a whole pickled model is refused by the name of its class', async () => {
  const model = global('segment_anything.modeling.sam', 'Sam');
  for (const object of [model, dict({ model, epoch: integer(3) }), dict({ network: model })]) {
    const error = await open(object).catch((reason: unknown) => reason);
    expect(isMedicoSamError(error, 'CHECKPOINT_UNSAFE')).toBe(true);
    expect(error).toHaveProperty('details.global', 'segment_anything.modeling.sam.Sam');
  }
});

test('a tensor of the network behind an unknown function is refused by its key and the function', async () => {
  const entries = dict({ 'image_encoder.pos_embed': global('torch._utils', '_rebuild_qtensor') });
  await expect(open(entries)).rejects.toThrow(
    'Tensor image_encoder.pos_embed is an object of torch._utils._rebuild_qtensor',
  );
});
