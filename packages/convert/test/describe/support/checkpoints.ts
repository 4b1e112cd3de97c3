import type { Checkpoint } from '../../../src/checkpoint/index.js';
import type { ExpectedTensors, MaskDecoder, SamVitEncoder } from '../../../src/describe/index.js';

/** SAM ViT-B as published. */
export const samVitB: { readonly encoder: SamVitEncoder; readonly decoder: MaskDecoder } = {
  encoder: {
    kind: 'sam-vit',
    imageSize: 1024,
    patchSize: 16,
    width: 768,
    depth: 12,
    heads: 12,
    mlpWidth: 3072,
    window: 14,
    globalBlocks: [2, 5, 8, 11],
    outChannels: 256,
    grid: 64,
  },
  decoder: {
    width: 256,
    heads: 8,
    depth: 2,
    mlpWidth: 2048,
    crossWidth: 128,
    masks: 4,
    iouDepth: 3,
    iouWidth: 256,
    maskChannels: [4, 16],
    upscaleChannels: [64, 32],
  },
};

/** A checkpoint of tensors that have shapes and are all zero. */
export function checkpointOf(tensors: ExpectedTensors, at: readonly string[] = []): Checkpoint {
  return {
    container: 'torch-zip',
    at,
    prefix: '',
    tensors: new Map(
      [...tensors].map(([key, dims]) => [
        key,
        { type: 'float32', dims, read: async () => new Float32Array(dims.reduce((a, b) => a * b, 1)) },
      ]),
    ),
    decoderTensors: new Map(),
    notes: [],
  };
}
