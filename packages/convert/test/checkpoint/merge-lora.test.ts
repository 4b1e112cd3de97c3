import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import type { StoredTensor } from '../../src/checkpoint/index.js';
import { mergeLora } from '../../src/checkpoint/state-dict/merge-lora.js';

const tensor = (dims: number[], values: number[]): StoredTensor => ({
  type: 'float32',
  dims,
  read: async () => Float32Array.from(values),
});
const ATTENTION = 'image_encoder.blocks.0.attn.qkv';
const MLP = 'image_encoder.blocks.0.mlp';

/** Width 2, rank 1. */
const attention = {
  [`${ATTENTION}.qkv_proj.weight`]: tensor([6, 2], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]),
  [`${ATTENTION}.qkv_proj.bias`]: tensor([6], [0, 1, 2, 3, 4, 5]),
  [`${ATTENTION}.w_a_linear_q.weight`]: tensor([1, 2], [1, 10]),
  [`${ATTENTION}.w_b_linear_q.weight`]: tensor([2, 1], [3, 5]),
  [`${ATTENTION}.w_a_linear_v.weight`]: tensor([1, 2], [1, 0]),
  [`${ATTENTION}.w_b_linear_v.weight`]: tensor([2, 1], [7, 0]),
};

test('updates of queries and values are added to their rows, keys and bias stay', async () => {
  const { tensors, notes } = mergeLora(new Map(Object.entries(attention)));
  expect([...tensors.keys()]).toEqual([`${ATTENTION}.weight`, `${ATTENTION}.bias`]);
  const weight = await tensors.get(`${ATTENTION}.weight`)?.read();
  expect([...(weight ?? [])]).toEqual([3, 30, 5, 50, 1, 1, 1, 1, 9, 2, 2, 2]);
  expect(await tensors.get(`${ATTENTION}.bias`)?.read()).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5));
  expect(notes).toEqual(['2 low-rank updates (LoRA) were added to their layers.']);
});

test('updates of an MLP are added to both of its layers', async () => {
  const { tensors } = mergeLora(
    new Map(
      Object.entries({
        [`${MLP}.mlp_layer.lin1.weight`]: tensor([2, 1], [1, 2]),
        [`${MLP}.mlp_layer.lin2.weight`]: tensor([1, 2], [1, 2]),
        [`${MLP}.w_a_linear_1.weight`]: tensor([2, 1], [1, 2]),
        [`${MLP}.w_b_linear_1.weight`]: tensor([2, 2], [1, 1, 0, 10]),
        [`${MLP}.w_a_linear_2.weight`]: tensor([1, 2], [1, 2]),
        [`${MLP}.w_b_linear_2.weight`]: tensor([1, 1], [100]),
      }),
    ),
  );
  expect(await tensors.get(`${MLP}.lin1.weight`)?.read()).toEqual(Float32Array.of(4, 22));
  expect(await tensors.get(`${MLP}.lin2.weight`)?.read()).toEqual(Float32Array.of(101, 202));
});

test('an update without its other factor is refused by its key', () => {
  const { [`${ATTENTION}.w_b_linear_q.weight`]: _, ...rest } = attention;
  expect(() => mergeLora(new Map(Object.entries(rest)))).toThrow(
    `${ATTENTION}.w_a_linear_q.weight is a low-rank update`,
  );
});

test('factors that do not fit their layer are refused', () => {
  const wrong = { ...attention, [`${ATTENTION}.w_b_linear_q.weight`]: tensor([3, 1], [3, 5, 7]) };
  expect(() => mergeLora(new Map(Object.entries(wrong)))).toThrow(
    expect.toSatisfy((error: unknown) => isMedicoSamError(error, 'CHECKPOINT_SHAPE')),
  );
});
