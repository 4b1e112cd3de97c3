import { describe, expect, test } from 'vitest';
import { goldens, MINI_MODELS } from './support/mini-models.js';
import { goldenObjects } from './support/objects.js';
import { answerOf, difference, openDecoder } from './support/run-decoder.js';

/** PyTorch's own rounding moves the logits of these random networks by 2e-5; a wrong term by far more than this. */
const TOLERANCE = 1e-4;

for (const model of MINI_MODELS) {
  for (const tokens of ['few', 'many'] as const) {
    describe(`the decoder of ${model} for ${tokens} tokens`, async () => {
      const { cases, read } = goldens(model);

      for (const golden of cases) {
        const without = golden.prompts.filter(({ mask_input }) => !mask_input);
        const withMask = golden.prompts.filter(({ mask_input }) => mask_input);

        test(`gives PyTorch's logits and scores on ${golden.image}`, async () => {
          const decoder = await openDecoder(model, { mask: false, tokens });
          const embedding = read(golden.embedding);
          for (const prompts of without) {
            const answer = await decoder.run(embedding, goldenObjects(golden, prompts));
            expect(difference(answer.logits, read(prompts.low_res)), prompts.name).toBeLessThan(TOLERANCE);
            expect(difference(answer.scores, read(prompts.scores)), prompts.name).toBeLessThan(TOLERANCE);
          }
        });

        test(`gives the same for all objects of ${golden.image} in one ragged batch`, async () => {
          const decoder = await openDecoder(model, { mask: false, tokens });
          const objects = without.flatMap((prompts) => goldenObjects(golden, prompts));
          const answer = await decoder.run(read(golden.embedding), objects);
          const logits = Float32Array.from(without.flatMap(({ low_res }) => [...read(low_res)]));
          const scores = Float32Array.from(without.flatMap((prompts) => [...read(prompts.scores)]));
          expect(difference(answer.logits, logits)).toBeLessThan(TOLERANCE);
          expect(difference(answer.scores, scores)).toBeLessThan(TOLERANCE);
        });

        if (withMask.length === 0) continue;
        test(`takes mask prompts on ${golden.image}`, async () => {
          const decoder = await openDecoder(model, { mask: true, tokens });
          const embedding = read(golden.embedding);
          const objects = withMask.flatMap((prompts) => goldenObjects(golden, prompts));
          const masks = withMask.map(({ mask_input }) =>
            mask_input ? read(mask_input) : new Float32Array(),
          );
          const together = await decoder.run(embedding, objects, {
            masks: Float32Array.from(masks.flatMap((mask) => [...mask])),
          });
          for (const [i, prompts] of withMask.entries()) {
            const object = objects[i];
            const mask = masks[i];
            if (!object || !mask) throw new Error('Each of these prompt sets has one object.');
            const alone = await decoder.run(embedding, [object], { masks: mask });
            for (const answer of [alone, answerOf(together, i, withMask.length)]) {
              expect(difference(answer.logits, read(prompts.low_res)), prompts.name).toBeLessThan(TOLERANCE);
              expect(difference(answer.scores, read(prompts.scores)), prompts.name).toBeLessThan(TOLERANCE);
            }
          }
        });
      }
    });
  }
}
