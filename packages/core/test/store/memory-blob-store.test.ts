import { expect, test } from 'vitest';
import { memoryBlobStore } from '../../src/index.js';

const keys = ['first_00', 'second_0', 'third_00'] as const;
const [first, second, third] = keys;

test('gives back a copy of what was put, and takes it away', async () => {
  const store = memoryBlobStore({ maxBytes: 100 });
  const bytes = Uint8Array.of(1, 2, 3);
  await store.put(first, bytes);
  bytes.fill(0);
  (await store.get(first))?.fill(9);
  expect(await store.get(first)).toEqual(Uint8Array.of(1, 2, 3));
  await store.delete(first);
  await store.delete(first);
  expect(await store.get(first)).toBeUndefined();
});

test('drops what was not used for longest', async () => {
  const store = memoryBlobStore({ maxBytes: 100 });
  for (const key of [first, second]) await store.put(key, new Uint8Array(40));
  await store.get(first);
  await store.put(third, new Uint8Array(60));
  const sizes = (await store.list()).map(({ key, sizeBytes }) => [key, sizeBytes]);
  expect(sizes).toEqual([
    [first, 40],
    [third, 60],
  ]);
  await store.put(first, new Uint8Array(1));
  expect((await store.list()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(61);
  await expect(store.put(second, new Uint8Array(101))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  await store.clear();
  expect(await store.list()).toEqual([]);
});

test.each(['short', 'With_Capitals', '../../../etc', 'a.b.c.d.e.f', 'x'.repeat(129)])(
  'refuses the key %s',
  async (key) => {
    const store = memoryBlobStore({ maxBytes: 100 });
    for (const call of [store.get(key), store.put(key, new Uint8Array(1)), store.delete(key)]) {
      await expect(call).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  },
);

test.each([0, -1, Number.NaN])('refuses a bound of %s', (maxBytes) => {
  expect(() => memoryBlobStore({ maxBytes })).toThrow(/maxBytes/);
});
