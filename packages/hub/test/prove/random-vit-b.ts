import { open } from 'node:fs/promises';
import { expectedTensors } from '@medicosam/convert';

const ENCODER = {
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
} as const;
const DECODER = {
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
} as const;

/** Writes a checkpoint of ViT-B's shape: safetensors, float32, random numbers, norms of one and zero. */
export async function writeRandomVitB(path: string): Promise<void> {
  const tensors = [...expectedTensors({ encoder: ENCODER, decoder: DECODER })];
  let offset = 0;
  const header: Record<string, unknown> = {};
  for (const [key, shape] of tensors) {
    const bytes = 4 * shape.reduce((product, dim) => product * dim, 1);
    header[key] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  const file = await open(path, 'wx');
  try {
    await file.write(length);
    await file.write(text);
    let state = 1;
    for (const [key, shape] of tensors) {
      const values = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
      const isNorm = /norm|neck\.[13]|\.bias$/.test(key);
      for (let i = 0; i < values.length; i++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        values[i] = isNorm ? Number(key.endsWith('weight')) : (state / 2 ** 32 - 0.5) * 0.04;
      }
      await file.write(new Uint8Array(values.buffer));
    }
  } finally {
    await file.close();
  }
}
