import type { ByteSource } from '@medicosam/core';
import { expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/index.js';
import { dict, join, pickle, tensor, uint32, uint64 } from './support/pickle-writer.js';
import { recordingSource } from './support/recording-source.js';

/** A file of zeros with some pieces in it, of any size. */
function sparseSource(
  size: number,
  pieces: readonly (readonly [offset: number, bytes: Uint8Array])[],
): ByteSource {
  return {
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      for (const [at, piece] of pieces) {
        const begin = Math.max(at, offset);
        const end = Math.min(at + piece.length, offset + length);
        if (begin < end) bytes.set(piece.subarray(begin - at, end - at), begin - offset);
      }
      return bytes;
    },
    close: async () => {},
  };
}

const uint16 = (value: number) => Uint8Array.of(value & 255, value >> 8);
const zeros = (length: number) => new Uint8Array(length);
const NAME_BYTES = new TextEncoder();

const localHeader = (name: string) =>
  join(uint32(0x04034b50), zeros(22), uint16(name.length), uint16(0), NAME_BYTES.encode(name));

/** A record of the central directory whose sizes and offset are in a zip64 field. */
const zip64Record = (name: string, size: number, offset: number) =>
  join(
    ...[
      uint32(0x02014b50),
      zeros(16),
      uint32(0xffffffff),
      uint32(0xffffffff),
      uint16(name.length),
      uint16(28),
    ],
    ...[zeros(10), uint32(0xffffffff), NAME_BYTES.encode(name), uint16(1), uint16(24)],
    ...[uint64(BigInt(size)), uint64(BigInt(size)), uint64(BigInt(offset))],
  );

test('a zip64 file of 5 GB is read by its pieces', async () => {
  const numel = 1_200_000_000;
  const object = pickle(
    dict({
      'image_encoder.small': tensor({ key: '1', numel: 2, dims: [2], strides: [1] }),
      'image_encoder.part': tensor({ key: '0', numel, dims: [2], strides: [1], offset: numel - 2 }),
    }),
  );
  const [pickleName, bigName, smallName] = ['a/data.pkl', 'a/data/0', 'a/data/1'];
  const bigAt = 30 + pickleName.length + object.length;
  const smallAt = bigAt + 30 + bigName.length + numel * 4;
  const directoryAt = smallAt + 30 + smallName.length + 8;
  const records = join(
    zip64Record(pickleName, object.length, 0),
    zip64Record(bigName, numel * 4, bigAt),
    zip64Record(smallName, 8, smallAt),
  );
  const zip64End = join(
    ...[uint32(0x06064b50), uint64(44n), zeros(12), uint64(3n), uint64(3n)],
    ...[uint64(BigInt(records.length)), uint64(BigInt(directoryAt))],
  );
  const locator = join(uint32(0x07064b50), zeros(4), uint64(BigInt(directoryAt + records.length)), uint32(1));
  const end = join(
    uint32(0x06054b50),
    zeros(4),
    uint16(0xffff),
    uint16(0xffff),
    uint32(0xffffffff),
    uint32(0xffffffff),
    uint16(0),
  );
  const tail = join(records, zip64End, locator, end);
  const source = recordingSource(
    sparseSource(directoryAt + tail.length, [
      [0, join(localHeader(pickleName), object)],
      [bigAt, localHeader(bigName)],
      [smallAt - 8, new Uint8Array(Float32Array.of(3, 4).buffer)],
      [smallAt, join(localHeader(smallName), new Uint8Array(Float32Array.of(1, 2).buffer))],
      [directoryAt, tail],
    ]),
  );
  expect(source.size).toBeGreaterThan(4.8e9);

  const { tensors } = await openCheckpoint(source);
  expect(await tensors.get('image_encoder.small')?.read()).toEqual(Float32Array.of(1, 2));
  expect(await tensors.get('image_encoder.part')?.read()).toEqual(Float32Array.of(3, 4));
  expect(Math.max(...source.reads.map(([, length]) => length))).toBeLessThan(70_000);
});
