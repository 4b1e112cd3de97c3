import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMedicoSamError, promptTokens } from '../../src/index.js';
import { crc32 } from '../../src/model/crc32.js';
import { fakeManifest } from './support/fake-manifest.js';
import { fakeModel, prepared } from './support/fake-model.js';

async function serialised() {
  const { model } = fakeModel();
  const embedding = await model.encode(prepared(5, 20, 10));
  return { model, embedding, bytes: await embedding.serialise() };
}

describe('ImageEmbedding.serialise', () => {
  test('gives bytes from which the same model makes an equal embedding', async () => {
    const { embedding, bytes } = await serialised();
    const { model, backend } = fakeModel();
    const restored = model.deserialise(bytes);
    expect(restored.transform).toEqual(embedding.transform);
    expect(restored.normalisation).toBe(embedding.normalisation);
    expect(await restored.tensors['image_embedding']?.read()).toEqual(
      await embedding.tensors['image_embedding']?.read(),
    );
    const { logits } = await model.decode(restored, [
      promptTokens({ points: [{ x: 2, y: 0, label: 1 }] }, restored.transform),
    ]);
    expect(logits[0]).toBeCloseTo(5 + 3.2, 5);
    expect(backend.log).toContain('run image-keys');
  });

  test('writes float16: two bytes a value', async () => {
    const { bytes } = await serialised();
    const jsonBytes = new DataView(bytes.buffer).getUint32(12, true);
    expect(bytes.length).toBe(16 + jsonBytes + 16 * 2);
  });

  test('reads bytes that lie at an odd offset of a larger buffer', async () => {
    const { model, bytes } = await serialised();
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    const restored = model.deserialise(larger.subarray(3, 3 + bytes.length));
    expect((await restored.tensors['image_embedding']?.read())?.[1]).toBe(6);
  });

  test('another model’s embedding is a mismatch', async () => {
    const { bytes } = await serialised();
    const { model } = fakeModel(fakeManifest({ hash: 'c'.repeat(64) }));
    expect(() => model.deserialise(bytes)).toThrow(expect.objectContaining({ code: 'EMBEDDING_MISMATCH' }));
  });

  test('a newer format version is refused by its number', async () => {
    const { model, bytes } = await serialised();
    bytes[4] = 9;
    expect(() => model.deserialise(bytes)).toThrow(
      expect.objectContaining({ code: 'EMBEDDING_INVALID', message: expect.stringContaining('version 9') }),
    );
  });

  test('one changed byte anywhere, or a missing end, is found', async () => {
    const { model, bytes } = await serialised();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ change;
        expect(() => model.deserialise(damaged)).toThrow(
          expect.objectContaining({ code: 'EMBEDDING_INVALID' }),
        );
        expect(() => model.deserialise(bytes.slice(0, at))).toThrow(
          expect.objectContaining({ code: 'EMBEDDING_INVALID' }),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('crafted bytes with a fitting checksum give an embedding of the model’s shape or a typed error', async () => {
    const { model, bytes } = await serialised();
    const jsonBytes = new DataView(bytes.buffer).getUint32(12, true);
    const edit = fc.record({ at: fc.nat(jsonBytes + 3), char: fc.integer({ min: 0x20, max: 0x7e }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const crafted = bytes.slice();
        for (const { at, char } of edits) crafted[12 + at] = char;
        new DataView(crafted.buffer).setUint32(8, crc32(crafted.subarray(12)), true);
        try {
          expect(model.deserialise(crafted).tensors['image_embedding']?.dims).toEqual([1, 4, 2, 2]);
        } catch (error) {
          expect(isMedicoSamError(error, 'EMBEDDING_INVALID', 'EMBEDDING_MISMATCH')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('is refused once the embedding is released', async () => {
    const { embedding } = await serialised();
    embedding.release();
    await expect(embedding.serialise()).rejects.toMatchObject({ code: 'TENSOR_DISPOSED' });
  });
});

describe('ImageEmbedding', () => {
  test('is freed by its last release, once', async () => {
    const { model, backend } = fakeModel();
    const embedding = (await model.encode(prepared(1))).retain();
    embedding.release();
    expect([embedding.released, (await backend.live()).tensors]).toEqual([false, 1]);
    embedding.release();
    embedding.release();
    expect([embedding.released, (await backend.live()).tensors]).toEqual([true, 0]);
    expect(embedding.resized).toBeUndefined();
    expect(() => embedding.retain()).toThrow(expect.objectContaining({ code: 'TENSOR_DISPOSED' }));
  });

  test('is released by Symbol.dispose', async () => {
    const { model } = fakeModel();
    const embedding = await model.encode(prepared(1));
    (embedding as unknown as Record<symbol, () => void>)[Symbol.dispose]?.();
    expect(embedding.released).toBe(true);
  });
});
