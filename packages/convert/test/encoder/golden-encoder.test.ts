import { describe, expect, test } from 'vitest';
import { miniModel } from '../decoder/support/mini-models.js';
import { difference } from '../decoder/support/run-decoder.js';
import { goldenEncodings } from './support/golden-encodings.js';
import { encoderWeights, fromCheckpoint, openEncoder } from './support/run-encoder.js';

/** ONNX Runtime's and PyTorch's rounding differ by up to 7e-6 on these models; a wrong term by far more. */
const TOLERANCE = 1e-4;

/** Small enough that the small models' maps fall into bands, and their scores into single heads' few queries. */
const SMALL_TILES = 3000;

for (const model of ['vit_mini', 'tinyvit_mini'] as const) {
  describe(`the encoder of ${model}`, async () => {
    const { checkpoint, network } = await miniModel(model);
    const { encoder } = network;
    const weights = await encoderWeights(encoder, fromCheckpoint(checkpoint));
    const encodings = goldenEncodings(model);

    for (const lowering of ['tiled', 'fused'] as const) {
      for (const [tiles, tileValues] of Object.entries({ usual: undefined, small: SMALL_TILES })) {
        test(`${lowering} with ${tiles} tiles gives PyTorch's embeddings`, async () => {
          const encode = await openEncoder(encoder, lowering, weights, tileValues);
          for (const { image, input, embedding } of encodings) {
            expect(difference(await encode(input), embedding), image).toBeLessThan(TOLERANCE);
          }
        });
      }

      test(`${lowering} from weights of float16 stays within 0.2 % of its largest value`, async () => {
        const halves = await encoderWeights(encoder, fromCheckpoint(checkpoint), true);
        const encode = await openEncoder(encoder, lowering, halves);
        for (const { image, input, embedding } of encodings) {
          const largest = embedding.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          const distance = difference(await encode(input), embedding);
          expect(distance, image).toBeLessThan(2e-3 * largest);
          // Rounded weights are seen to be used.
          expect(distance, image).toBeGreaterThan(TOLERANCE);
        }
      });
    }
  });
}
