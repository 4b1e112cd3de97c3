import { expect, test } from 'vitest';
import { miniModel } from '../decoder/support/mini-models.js';
import { encoderWeights, fromCheckpoint, optimizedOperators } from './support/run-encoder.js';

/**
 * Plain chains are written in the forms that ONNX Runtime knows; in others they would run as they stand, several
 * times slower.
 */
const optimized = async (model: 'vit_mini' | 'tinyvit_mini') => {
  const { checkpoint, network } = await miniModel(model);
  const weights = await encoderWeights(network.encoder, fromCheckpoint(checkpoint));
  return optimizedOperators(network.encoder, 'tiled', weights);
};

test('ONNX Runtime fuses norms, GELUs, biases and transposed keys of the ViT', async () => {
  const { LayerNormalization, Gelu, Gemm, FusedMatMul, ...others } = await optimized('vit_mini');
  // Four blocks of two norms and the neck's two.
  expect(LayerNormalization).toBe(10);
  expect(Gelu).toBe(4);
  // qkv, proj, lin1 and lin2 of each block, and the patches with their positions.
  expect(Gemm).toBe(17);
  expect(FusedMatMul).toBe(4);
  for (const op of [
    'ReduceMean',
    'Pow',
    'Sqrt',
    'Erf',
    'SkipLayerNormalization',
    'Gather',
    'Expand',
    'Range',
  ]) {
    expect(others[op] ?? 0, op).toBe(0);
  }
});

test('ONNX Runtime fuses norms, GELUs, biases and transposed keys of the TinyViT', async () => {
  const { LayerNormalization, SimplifiedLayerNormalization, Gelu, Gemm, FusedMatMul, ...others } =
    await optimized('tinyvit_mini');
  // Of five attention blocks: the MLP's norm, and the neck's two; the attention's norm has no bias.
  expect(LayerNormalization).toBe(7);
  expect(SimplifiedLayerNormalization).toBe(5);
  // One in the stem, three in the bottleneck, two in each of three merges, one in each MLP.
  expect(Gelu).toBe(15);
  expect(Gemm).toBe(20);
  expect(FusedMatMul).toBe(5);
  for (const op of ['Pow', 'Sqrt', 'Erf', 'SkipLayerNormalization', 'Gather', 'Expand', 'Range']) {
    expect(others[op] ?? 0, op).toBe(0);
  }
});
