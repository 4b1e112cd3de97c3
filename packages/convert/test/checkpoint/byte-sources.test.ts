import { bytesSource, isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { blobSource } from '../../src/checkpoint/index.js';

const five = Uint8Array.of(1, 2, 3, 4, 5);

test.each([
  ['bytes', bytesSource(five)],
  ['bytes inside a larger buffer', bytesSource(Uint8Array.of(0, 1, 2, 3, 4, 5, 6).subarray(1, 6))],
  ['a Blob', blobSource(new Blob([five]))],
])('%s are read from any offset', async (_, source) => {
  expect(source.size).toBe(5);
  expect(await source.read(1, 3)).toEqual(Uint8Array.of(2, 3, 4));
  expect(await source.read(5, 0)).toEqual(new Uint8Array(0));
  for (const [offset, length] of [
    [3, 3],
    [-1, 2],
    [6, 0],
    [0, -1],
    [Number.NaN, 1],
  ] as const) {
    await expect(source.read(offset, length)).rejects.toSatisfy((error) =>
      isMedicoSamError(error, 'FILE_UNREADABLE'),
    );
  }
  await source.close();
  await source.close();
});

test('what is read of bytes is a copy', async () => {
  const bytes = five.slice();
  (await bytesSource(bytes).read(0, 5)).fill(0);
  expect(bytes).toEqual(five);
});

test('a Blob that can no longer be read is a typed error with its cause', async () => {
  const cause = new Error('NotReadableError');
  const gone = { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(cause) }) };
  const error = await blobSource(gone)
    .read(0, 5)
    .catch((reason: unknown) => reason);
  expect(isMedicoSamError(error, 'FILE_UNREADABLE')).toBe(true);
  expect(error).toHaveProperty('cause', cause);
});
