import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldens } from './support/mini-models.js';
import type { ObjectPrompt } from './support/objects.js';
import { type Answer, answerOf, difference, openDecoder } from './support/run-decoder.js';

/** Relative to the largest value: the order in which a product is summed up may depend on its size. */
const TOLERANCE = 1e-5;
const SIDE = 64;

const coordinate = fc.float({ min: -20, max: 300, noNaN: true });
const point = fc.tuple(coordinate, coordinate, fc.constantFrom(0, 1, -1, 2, 3));
const object = fc.array(point, { maxLength: 9 }).map(
  (points): ObjectPrompt => ({
    points: points.map(([x, y]) => [x, y] as const),
    labels: points.map(([, , label]) => label),
  }),
);
const objects = fc.array(object, { minLength: 1, maxLength: 5 });

const { cases, read } = goldens('vit_mini');
const golden = cases[0];
if (!golden) throw new Error('There is no golden case.');
const embedding = read(golden.embedding);

/** A mask of its own for an object. */
const maskOf = (i: number) => Float32Array.from({ length: SIDE * SIDE }, (_, k) => 5 * Math.sin(k * (i + 1)));

function expectEqual(actual: Answer, expected: Answer): void {
  const scale = (values: Float32Array) => TOLERANCE * Math.max(1, ...values.map(Math.abs));
  expect(difference(actual.logits, expected.logits)).toBeLessThanOrEqual(scale(expected.logits));
  expect(difference(actual.scores, expected.scores)).toBeLessThanOrEqual(scale(expected.scores));
}

for (const tokens of ['few', 'many'] as const) {
  for (const mask of [false, true]) {
    describe(`the decoder${mask ? ' with masks' : ''} for ${tokens} tokens`, () => {
      const masksOf = (indices: readonly number[]) =>
        mask ? { masks: Float32Array.from(indices.flatMap((i) => [...maskOf(i)])) } : {};

      test('answers each object of a ragged batch as it does alone, however much is absent', async () => {
        const decoder = await openDecoder('vit_mini', { mask, tokens });
        await fc.assert(
          fc.asyncProperty(objects, fc.nat({ max: 12 }), async (all, extra) => {
            const indices = all.map((_, i) => i);
            const together = await decoder.run(embedding, all, { extra, ...masksOf(indices) });
            for (const [i, one] of all.entries()) {
              const alone = await decoder.run(embedding, [one], masksOf([i]));
              expectEqual(answerOf(together, i, all.length), alone);
            }
          }),
          { numRuns: 20 },
        );
      });

      test('sees a point labelled −1, unlike one that is absent', async () => {
        const decoder = await openDecoder('vit_mini', { mask, tokens });
        const answer = (label: number) =>
          decoder.run(
            embedding,
            [
              {
                points: [
                  [90, 60],
                  [0, 0],
                ],
                labels: [1, label],
              },
            ],
            masksOf([0]),
          );
        const [padded, absent] = [await answer(-1), await answer(-2)];
        expect(difference(padded.logits, absent.logits)).toBeGreaterThan(1e-3);
      });
    });
  }
}

test('graphs for few and for many tokens agree', async () => {
  const [few, many] = await Promise.all(
    (['few', 'many'] as const).map((tokens) => openDecoder('vit_mini', { mask: false, tokens })),
  );
  const all: ObjectPrompt[] = [
    {
      points: [
        [90, 60],
        [0, 0],
      ],
      labels: [1, -1],
    },
    {
      points: Array.from({ length: 30 }, (_, i) => [8 * i, 250 - 5 * i] as const),
      labels: Array(30).fill(1),
    },
  ];
  const [a, b] = [await few?.run(embedding, all), await many?.run(embedding, all)];
  if (!a || !b) throw new Error('Both were opened.');
  expect(difference(a.logits, b.logits)).toBeLessThan(1e-4);
  expect(difference(a.scores, b.scores)).toBeLessThan(1e-4);
});
