import { isMedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { readFixture } from '../checkpoint/support/fixtures.js';
import {
  dict,
  global,
  integer,
  join,
  op,
  type Piece,
  pickle,
  tensor,
  text,
  tuple,
  uint32,
  uint64,
} from '../checkpoint/support/pickle-writer.js';
import { torchZip, zip } from '../checkpoint/support/torch-zip-writer.js';

const KEY = 'image_encoder.x';

async function refusal(file: Uint8Array, limits = {}): Promise<string> {
  try {
    const { tensors } = await openCheckpoint(file, { limits });
    for (const found of tensors.values()) await found.read();
  } catch (error) {
    if (isMedicoSamError(error, 'CHECKPOINT_UNREADABLE')) return error.message;
    throw error;
  }
  throw new Error('the file was not refused');
}

test.each([
  ['an empty file', new Uint8Array(0), 'empty'],
  ['a web page', new TextEncoder().encode('<!DOCTYPE html><html>'), 'web page'],
  ['a Git LFS pointer', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'), 'Git LFS'],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'gzip'],
  ['noise', Uint8Array.of(1, 2, 3, 4, 5), 'another kind'],
  ['a pickle of something else', pickle(integer(5)), 'not one that torch.save wrote'],
  ['a zip file of something else', zip([['a.txt', Uint8Array.of(1)]]), 'without a data.pkl'],
  ['a compressed zip file', zip([['a/data.pkl', pickle(integer(5))]], 8), 'compressed'],
  [
    'two pickles',
    zip([
      ['a/data.pkl', pickle(integer(5))],
      ['b/data.pkl', pickle(integer(5))],
    ]),
    'more than one',
  ],
  [
    'two entries of one name',
    zip([
      ['a/data.pkl', pickle(integer(5))],
      ['a/data.pkl', pickle(integer(5))],
    ]),
    'two entries',
  ],
  [
    'a big-endian file',
    zip([
      ['a/data.pkl', pickle(integer(5))],
      ['a/byteorder', new TextEncoder().encode('big')],
    ]),
    'little-endian',
  ],
])('%s is refused with a reason', async (_, file, reason) => {
  expect(await refusal(file)).toContain(reason);
});

test.each(['vit_mini.pt', 'vit_mini_legacy.pt'])('%s cut off anywhere is refused', async (name) => {
  const whole = readFixture(name);
  for (let part = 0; part < 24; part++) {
    await refusal(whole.subarray(0, Math.floor((whole.length * part) / 24)));
  }
  await refusal(whole.subarray(0, whole.length - 1));
});

const withTensor = (layout: Partial<Parameters<typeof tensor>[0]>, data = new Uint8Array(16)) =>
  torchZip(pickle(dict({ [KEY]: tensor({ numel: 4, dims: [4], strides: [1], ...layout }) })), { 0: data });

test.each([
  ['a storage larger than its entry', { numel: 2 ** 40 }],
  ['a view longer than its storage', { dims: [5] }],
  ['a view behind its storage', { offset: 4 }],
  ['a stride out of its storage', { dims: [2, 2], strides: [4, 1] }],
  ['a negative offset', { offset: -1 }],
  ['a negative stride', { strides: [-1] }],
  ['a size of 2^50', { dims: [2 ** 50] }],
  ['sizes whose product is infinite', { dims: new Array(40).fill(2 ** 50), strides: new Array(40).fill(0) }],
  ['an expanded tensor of 2^40 values', { dims: [2 ** 20, 2 ** 20], strides: [0, 0] }],
  ['more strides than sizes', { strides: [1, 1] }],
  ['65 axes', { dims: new Array(65).fill(1), strides: new Array(65).fill(1) }],
  ['a storage that is not there', { key: '7' }],
])('a tensor with %s is refused', async (_, layout) => {
  await refusal(withTensor(layout));
});

test.each<[string, Piece]>([
  ['an empty stack', op('0')],
  ['a tuple without a mark', op('Nt')],
  ['a mark below the top', op('N(a')],
  ['a value that was not kept', op('h\x07')],
  ['a call of a number', join(integer(1), tuple(), op('R'))],
  ['arguments that are no tuple', join(global('collections', 'OrderedDict'), integer(1), op('R'))],
  ['a key without a value', join(op('}('), text('a'), op('u'))],
  ['an item of a number', join(integer(1), text('a'), integer(1), op('s'))],
  ['an append to a number', join(integer(1), integer(1), op('a'))],
  ['a global named by numbers', join(integer(1), integer(1), op('\x93'))],
  ['a name without an end', join(op('c'), new Uint8Array(5000).fill(0x61))],
  ['a persistent id of another kind', join(tuple(text('module'), text('x')), op('Q'))],
  ['a persistent id that is no tuple', join(text('x'), op('Q'))],
  ['text longer than the file', join(op('X'), uint32(0xffffffff))],
  ['an opcode of protocol 0', join(op('S'), new TextEncoder().encode("'x'\n"))],
  ['protocol 9', op('\x80\x09')],
  [
    'a storage described in two ways',
    join(
      op('('),
      tensor({ numel: 4, dims: [4], strides: [1] }),
      tensor({ numel: 8, dims: [4], strides: [1] }),
      op('t'),
    ),
  ],
])('a pickle with %s is refused', async (_, piece) => {
  await refusal(torchZip(pickle(piece)));
});

test('more values than the limit are refused, in a list, as marks, kept or copied', async () => {
  const limits = { values: 1000 };
  const many = 2000;
  const repeated = (piece: Piece) => join(...new Array<Piece>(many).fill(piece));
  const pairs = join(op(']('), ...new Array<Piece>(100).fill(tuple(text('k'), op('N'))), op('e'));
  const copies = join(pairs, op('q\x00'), global('collections', 'OrderedDict'), op('q\x01'), op('0'));
  const copyOnce = join(op('h\x01'), op('h\x00'), op('\x85'), op('R'), op('0'));
  for (const piece of [
    repeated(op('}')),
    repeated(op('(')),
    join(op('N'), ...Array.from({ length: many }, (_, i) => join(op('r'), uint32(i * 1_000_003)))),
    join(copies, ...new Array<Piece>(20).fill(copyOnce)),
  ]) {
    expect(await refusal(torchZip(pickle(piece)), limits)).toContain('more than 1000 values');
  }
});

test('a pickle longer than the limit is refused before it is read', async () => {
  const file = torchZip(pickle(text('x'.repeat(1000))));
  expect(await refusal(file, { structureBytes: 500 })).toContain('at most 500 are read');
});

test('structures that hold themselves, deep ones and shared ones end', async () => {
  const depth = 200_000;
  const recursive = join(op(']q\x00h\x00a'), op('}q\x01'), text('self'), op('h\x01s'), op('\x86'));
  const deep = new Uint8Array([
    ...op(']').slice(),
    ...new Uint8Array(depth).fill(0x5d),
    ...new Uint8Array(depth).fill(0x61),
  ]);
  // Forty lists, each holding the one before it twice: 2^40 leaves to whoever walks them.
  const laughs = join(op(']'), ...Array.from({ length: 40 }, () => op('\x85q\x05h\x05h\x05\x86')));
  for (const piece of [recursive, deep, laughs]) {
    const object = dict({
      init: piece,
      model_state: dict({ [KEY]: tensor({ numel: 4, dims: [4], strides: [1] }) }),
    });
    const file = torchZip(pickle(object), { 0: new Uint8Array(16) });
    expect(await (await openCheckpoint(file)).tensors.get(KEY)?.read()).toHaveLength(4);
  }
});

const safetensors = (header: unknown, data = new Uint8Array(16)) => {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  return join(uint64(BigInt(json.length)), json, data);
};
const entry = { dtype: 'F32', shape: [4], data_offsets: [0, 16] };

test.each([
  ['a header longer than the file', join(uint64(1000n), op('{}'))],
  ['a header of 2^60 bytes', join(uint64(2n ** 60n), op('{}'))],
  ['a header that is no JSON', safetensors('{"a":')],
  ['a header nested deeply', safetensors(`{"a":${'['.repeat(200_000)}`)],
  ['an unknown type', safetensors({ [KEY]: { ...entry, dtype: 'F8_E4M3' } })],
  ['a tensor without a shape', safetensors({ [KEY]: { ...entry, shape: undefined } })],
  ['an entry that is null', safetensors({ [KEY]: null })],
  ['a tensor behind the file', safetensors({ [KEY]: { ...entry, data_offsets: [8, 24] } })],
  ['offsets in reverse', safetensors({ [KEY]: { ...entry, data_offsets: [16, 0] } })],
  ['a shape that does not fit its bytes', safetensors({ [KEY]: { ...entry, shape: [5] } })],
  ['a size that is no integer', safetensors({ [KEY]: { ...entry, shape: [4.5] } })],
])('a safetensors file with %s is refused', async (_, file) => {
  await refusal(file);
});

test('a safetensors file whose tensors share bytes is read', async () => {
  const data = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
  const file = safetensors(
    { __metadata__: { format: 'pt' }, [KEY]: entry, 'image_encoder.y': { ...entry, shape: [2, 2] } },
    data,
  );
  const { tensors } = await openCheckpoint(file);
  expect(await tensors.get('image_encoder.y')?.read()).toEqual(Float32Array.of(1, 2, 3, 4));
});
