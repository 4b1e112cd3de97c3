import { open } from 'node:fs/promises';
import { expectedTensors } from '@medicosam/convert';
import { vitB } from '../../../convert/test/describe/support/networks.js';

/** Writes a checkpoint of ViT-B's shape: safetensors, float32, random numbers, norms of one and zero. */
export async function writeRandomVitB(path: string): Promise<void> {
  const tensors = [...expectedTensors(vitB)];
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
