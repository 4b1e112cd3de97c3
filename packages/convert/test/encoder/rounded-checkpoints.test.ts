import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { describeNetwork } from '../../src/describe/index.js';
import { sharedFile } from '../checkpoint/support/shared.js';
import { difference } from '../decoder/support/run-decoder.js';
import { goldenEncodings } from './support/golden-encodings.js';
import { encoderWeights, fromCheckpoint, openEncoder } from './support/run-encoder.js';

const manifest = sharedFile('golden/checkpoints/manifest.json');

for (const [type, file] of [
  ['float16', 'vit_mini_fp16.pt'],
  ['bfloat16', 'vit_mini_bf16.pt'],
] as const) {
  test.runIf(manifest)(
    `a checkpoint of ${type} gives PyTorch's embedding of the rounded weights`,
    async () => {
      if (!manifest) return;
      const golden = JSON.parse(readFileSync(manifest, 'utf8'));
      const { offset, shape } = golden[`rounded_embedding_${type}`];
      const bytes = new Uint8Array(readFileSync(new URL('rounded_embeddings.bin', manifest)));
      const values = shape.reduce((a: number, b: number) => a * b, 1);
      const expected = new Float32Array(bytes.slice(offset, offset + 4 * values).buffer);
      const image = goldenEncodings('vit_mini').find((entry) => entry.image === golden.rounded_embedding_of);
      if (!image) throw new Error(`There is no golden ${golden.rounded_embedding_of}.`);

      const checkpoint = await openCheckpoint(new Uint8Array(readFileSync(new URL(file, manifest))));
      const { encoder } = describeNetwork(checkpoint, { imageSize: 256, decoderHeads: 4 });
      const weights = await encoderWeights(encoder, fromCheckpoint(checkpoint));
      const encode = await openEncoder(encoder, 'tiled', weights);
      expect(difference(await encode(image.input), expected)).toBeLessThan(1e-4);
    },
  );
}
