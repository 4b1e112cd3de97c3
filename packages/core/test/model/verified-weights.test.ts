import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../src/index.js';
import { VerifiedWeights } from '../../src/model/verified-weights.js';

const BYTES = Uint8Array.from({ length: 100 }, (_, i) => i);
const ALTERED = BYTES.with(50, 0);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const entry = { file: 'weights.safetensors', storage: 'fp32', bytes: 100, sha256: sha256(BYTES) };

/** A source that counts what is read of it, and whether it is closed. */
function watched(bytes: Uint8Array, hashes: boolean) {
  const seen = { read: 0, hashed: 0, closed: 0 };
  const inner = bytesSource(bytes);
  const source: ByteSource = {
    size: inner.size,
    read: (offset, length) => {
      seen.read += length;
      return inner.read(offset, length);
    },
    close: async () => {
      seen.closed++;
    },
    ...(hashes && {
      sha256: async () => {
        seen.hashed++;
        return sha256(bytes);
      },
    }),
  };
  return { source, seen };
}

describe('a weights file', () => {
  test('that its source can hash is hashed once, and not read for it', async () => {
    const weights = new VerifiedWeights([entry]);
    const { source, seen } = watched(BYTES, true);
    for (let i = 0; i < 3; i++) await (await weights.check(source, entry.file)).read(10, 5);
    expect(seen).toEqual({ read: 15, hashed: 1, closed: 0 });
  });

  test('that cannot be hashed is checked before the first of its bytes is given, and once', async () => {
    const weights = new VerifiedWeights([entry]);
    const { source, seen } = watched(BYTES, false);
    const checking = await weights.check(source, entry.file);
    expect(seen.read).toBe(0);
    expect(await checking.read(10, 2)).toEqual(Uint8Array.of(10, 11));
    expect(await checking.read(20, 1)).toEqual(Uint8Array.of(20));
    await (await weights.check(source, entry.file)).read(0, 100);
    expect(seen.read).toBe(100 + 2 + 1 + 100);
  });

  test.each([true, false])(
    'with another hash is MODEL_CHECKSUM_MISMATCH (its source hashes: %s)',
    async (hashes) => {
      const { source, seen } = watched(ALTERED, hashes);
      const weights = new VerifiedWeights([entry]);
      const reading = weights.check(source, entry.file).then((checked) => checked.read(0, 1));
      await expect(reading).rejects.toMatchObject({
        code: 'MODEL_CHECKSUM_MISMATCH',
        message: expect.stringContaining(entry.file),
      });
      expect(seen.closed).toBe(hashes ? 1 : 0);
    },
  );

  test('of another size is refused unread, and closed', async () => {
    const { source, seen } = watched(BYTES.slice(1), true);
    await expect(new VerifiedWeights([entry]).check(source, entry.file)).rejects.toMatchObject({
      code: 'MODEL_CHECKSUM_MISMATCH',
    });
    expect(seen).toEqual({ read: 0, hashed: 0, closed: 1 });
  });
});
