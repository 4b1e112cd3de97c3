import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EmbeddingKey, embeddingAddress, encoderHash, type Manifest } from '../../src/index.js';
import { foreseeEmbedding } from '../../src/store/embedding-key.js';
import { fakeManifest } from '../model/support/fake-manifest.js';
import { image } from '../predictor/support/image.js';

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
const key: fc.Arbitrary<EmbeddingKey> = fc.record({
  image: fc.constantFrom('a', 'b', 'ab', ''),
  normalisation: fc.constantFrom('none', 'minmax', 'window:4,5', 'window:45', 'a', 'b'),
  joint: fc.oneof(fc.constant(null), fc.record({ lo: number, hi: number })),
  encoder: fc.constantFrom('a', 'b', 'ab', ''),
});

test('two embeddings have one address where all that they are made of is the same, and only there', async () => {
  // Zero and minus zero are one range.
  const plain = (value: EmbeddingKey) =>
    JSON.stringify([value.image, value.normalisation, value.joint?.lo, value.joint?.hi, value.encoder]);
  await fc.assert(
    fc.asyncProperty(key, key, async (a, b) => {
      const [one, other, again] = await Promise.all([a, b, { ...a }].map(embeddingAddress));
      expect(one).toMatch(/^[0-9a-f]{64}$/);
      expect(again).toBe(one);
      expect(one === other).toBe(plain(a) === plain(b));
    }),
    { numRuns: 300 },
  );
});

test('an address stays what it is from version to version', async () => {
  const fixed = { image: 'a', normalisation: 'none', joint: { lo: 0, hi: 1 }, encoder: 'b' };
  expect(await embeddingAddress(fixed)).toBe(
    '68920f807a15c4beb182916fd5bace22ede174bbe80f88b0e34e02975e771dc3',
  );
});

const weights = (sha256: string): Partial<Manifest> => ({
  weights: [
    { file: 'a', storage: 'fp32', bytes: 1, sha256 },
    { file: 'b', storage: 'int8', bytes: 1, sha256: 'd'.repeat(64) },
  ],
});

test.each<[string, Partial<Manifest>, string?]>([
  ['model', { hash: 'b'.repeat(64) }],
  ['weights', weights('c'.repeat(64))],
  ['storage', weights('c'.repeat(64)), 'int8'],
  ['side', { image: { size: 64, mean: [0, 0, 0], std: [1, 1, 1] } }],
  ['mean', { image: { size: 32, mean: [1, 0, 0], std: [1, 1, 1] } }],
  ['preprocessing', { trained: { ...fakeManifest().trained, preprocess: 'medsam' } }],
  ['precision', { embedding: [{ name: 'image_embedding', dims: [1, 4, 2, 2], store: 'float32' }] }],
])('another %s is another encoder', async (_, fields, storage = 'fp32') => {
  const before = await encoderHash({ manifest: fakeManifest(), storage: 'fp32' });
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(await encoderHash({ manifest: fakeManifest(fields), storage })).not.toBe(before);
});

test('what does not decide the embedding does not decide its key', async () => {
  const other: Partial<Manifest> = {
    title: 'Other',
    notes: ['a'],
    decoder: { ...fakeManifest().decoder, masks: 1 },
  };
  expect(await encoderHash({ manifest: fakeManifest(other), storage: 'fp32' })).toBe(
    await encoderHash({ manifest: fakeManifest(), storage: 'fp32' }),
  );
});

test('the key of a range that is not finite cannot be told', async () => {
  const info = { manifest: fakeManifest(), storage: 'fp32' };
  const asked = { normalisation: 'minmax-joint', joint: { lo: Number.NaN, hi: 1 } };
  expect(await foreseeEmbedding(image(), asked, info)).toBeUndefined();
  expect(await foreseeEmbedding(image(), { ...asked, joint: { lo: 0, hi: 1 } }, info)).toMatchObject({
    key: { normalisation: 'minmax-joint', joint: { lo: 0, hi: 1 } },
    warnings: [],
  });
});
