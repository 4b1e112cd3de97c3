import { readFileSync } from 'node:fs';
import { convertCheckpoint, MemoryFolder, type Storage } from '@medicosam/convert';
import { bytesSource } from '@medicosam/core';

/** A small SAM ViT with weights of a fixed seed: 256 × 256 pixels, 32 channels. */
const CHECKPOINT = new URL('../../../convert/test/fixtures/checkpoints/vit_mini.pt', import.meta.url);

/** The small model, converted into memory. */
export async function miniModel(storages: readonly Storage[] = ['fp32']): Promise<MemoryFolder> {
  const sink = new MemoryFolder();
  await convertCheckpoint({
    checkpoint: bytesSource(new Uint8Array(readFileSync(CHECKPOINT))),
    sink,
    storages,
    id: 'mini',
    network: { imageSize: 256, decoderHeads: 4 },
  });
  return sink;
}
