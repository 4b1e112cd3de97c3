import { bytesSource } from '@medicosam/core';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { readFixture } from './support/fixtures.js';
import { dict, pickle, tensor } from './support/pickle-writer.js';
import { recordingSource } from './support/recording-source.js';
import { torchZip } from './support/torch-zip-writer.js';

const KEY = 'image_encoder.x';

async function readTensor(
  layout: Omit<Parameters<typeof tensor>[0], 'numel'>,
  data: { readonly length: number; readonly buffer: ArrayBufferLike },
) {
  const file = torchZip(pickle(dict({ [KEY]: tensor({ ...layout, numel: data.length }) })), {
    0: new Uint8Array(data.buffer),
  });
  const found = (await openCheckpoint(file)).tensors.get(KEY);
  return { type: found?.type, values: [...((await found?.read()) ?? [])] };
}

const flat = { dims: [3], strides: [1] };

test.each([
  ['DoubleStorage', Float64Array.of(1.5, -2, 1 / 3), [1.5, -2, Math.fround(1 / 3)]],
  ['FloatStorage', Float32Array.of(1.5, -2, 3), [1.5, -2, 3]],
  // 1, the smallest subnormal, −infinity.
  ['HalfStorage', Uint16Array.of(0x3c00, 0x0001, 0xfc00), [1, 2 ** -24, -Infinity]],
  ['BFloat16Storage', Uint16Array.of(0x3f80, 0xc040, 0x0000), [1, -3, 0]],
  ['LongStorage', BigInt64Array.of(1n, -2n, 300000n), [1, -2, 300000]],
  ['IntStorage', Int32Array.of(1, -2, 70000), [1, -2, 70000]],
  ['ShortStorage', Int16Array.of(1, -2, 300), [1, -2, 300]],
  ['CharStorage', Int8Array.of(1, -2, 3), [1, -2, 3]],
  ['ByteStorage', Uint8Array.of(1, 255, 3), [1, 255, 3]],
  ['BoolStorage', Uint8Array.of(1, 0, 2), [1, 0, 1]],
])('%s becomes float32', async (storage, data, expected) => {
  expect((await readTensor({ ...flat, storage }, data)).values).toEqual(expected);
});

test('float16 keeps the sign of zero and subnormals', async () => {
  const { values } = await readTensor(
    { ...flat, storage: 'HalfStorage' },
    Uint16Array.of(0x8000, 0x83ff, 0x7bff),
  );
  expect(values).toEqual([-0, -1023 * 2 ** -24, 65504]);
});

const sixteen = Float32Array.from({ length: 16 }, (_, i) => i);

test.each([
  ['transposed', { dims: [3, 2], strides: [1, 3] }, [0, 3, 1, 4, 2, 5]],
  ['channels last', { dims: [1, 2, 2, 2], strides: [8, 1, 4, 2] }, [0, 2, 4, 6, 1, 3, 5, 7]],
  ['every other', { dims: [4], strides: [2], offset: 1 }, [1, 3, 5, 7]],
  ['expanded', { dims: [2, 3], strides: [0, 1], offset: 4 }, [4, 5, 6, 4, 5, 6]],
  ['a part', { dims: [2, 2], strides: [2, 1], offset: 12 }, [12, 13, 14, 15]],
  ['a scalar', { dims: [], strides: [], offset: 7 }, [7]],
  ['empty', { dims: [0, 4], strides: [4, 1] }, []],
])('a view that is %s is read in row-major order', async (_, layout, expected) => {
  expect((await readTensor(layout, sixteen)).values).toEqual(expected);
});

test('reading gives memory of its own each time', async () => {
  const checkpoint = await openCheckpoint(readFixture('vit_mini.pt'));
  const pos = checkpoint.tensors.get('image_encoder.pos_embed');
  const first = await pos?.read();
  first?.fill(0);
  expect((await pos?.read())?.some((value) => value !== 0)).toBe(true);
});

test('a contiguous tensor costs its header and its own bytes, and nothing before it is read', async () => {
  const source = recordingSource(bytesSource(readFixture('vit_mini.pt')));
  const checkpoint = await openCheckpoint(source);
  const structure = source.reads.reduce((sum, [, length]) => sum + length, 0);
  // The pickle, the directory, and 64 kB in which the archive's end record is looked for.
  expect(structure).toBeLessThan(26_113 + 20_000 + 65_577 + 1000);

  source.reads.length = 0;
  const bias = await checkpoint.tensors.get('image_encoder.patch_embed.proj.bias')?.read();
  expect(bias).toHaveLength(32);
  expect(source.reads.map(([, length]) => length)).toEqual([30, 32 * 4]);
});

test('a Blob is read as a file is', async () => {
  const checkpoint = await openCheckpoint(new Blob([new Uint8Array(readFixture('tinyvit_mini.pt'))]));
  expect(checkpoint.tensors.size).toBe(326);
  expect(await checkpoint.tensors.get('image_encoder.neck.0.weight')?.read()).toHaveLength(32 * 40);
});
