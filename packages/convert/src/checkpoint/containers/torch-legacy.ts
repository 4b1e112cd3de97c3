import type { ByteSource } from '@medicosam/core';
import { readUint64, readWindow } from '../byte-window.js';
import type { CheckpointLimits } from '../limits.js';
import { PickleEndsEarly } from '../pickle/pickle-cursor.js';
import { type ReadPickle, readPickle } from '../pickle/read-pickle.js';
import { PickleDict, type PickleValue, type StoredRange, type TensorRecord } from '../pickle/values.js';
import { ELEMENT_BYTES } from '../tensors/element-types.js';
import { storedTensor } from '../tensors/stored-tensor.js';
import { quote, unreadable } from '../unreadable.js';
import type { Container } from './container.js';

/** `torch.serialization.MAGIC_NUMBER` and `PROTOCOL_VERSION`. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
const FIRST_WINDOW = 2 ** 18;

/**
 * What `torch.save` wrote before 1.6: pickles of a magic number, a protocol version, facts on the writer, the
 * object, and the storages' keys; then each storage as a 64-bit count of elements and the elements.
 */
export async function openTorchLegacy(source: ByteSource, limits: CheckpointLimits): Promise<Container> {
  const pickles = new PickleStream(source, limits);
  if ((await pickles.next()).value !== MAGIC) {
    throw unreadable(
      'The file is a pickle, and not one that torch.save wrote.',
      'Save the plain state dict: torch.save(model.state_dict(), path).',
    );
  }
  const protocol = (await pickles.next()).value;
  if (protocol !== PROTOCOL) {
    throw unreadable(`Legacy torch files have protocol ${PROTOCOL}, got ${quote(String(protocol))}.`);
  }
  const system = (await pickles.next()).value;
  if (system instanceof PickleDict && system.entries().get('little_endian') === false) {
    throw unreadable('The tensors must be little-endian, the file says big-endian.');
  }
  const { value: root, storages: described } = await pickles.next();
  const keys = (await pickles.next()).value;
  const storages = await locateStorages(source, pickles.position, keys, described);

  const tensor = (key: string, { storage, offset, dims, strides }: TensorRecord) => {
    const found = storages.get(storage.key);
    if (!found || found.numel !== storage.storageNumel) {
      throw unreadable(
        `Tensor ${quote(key)} lies in a storage of ${storage.storageNumel} values, ${found ? `the file has ${found.numel}` : 'which the file does not have'}.`,
      );
    }
    const begin = found.offset + storage.start * ELEMENT_BYTES[storage.type];
    return storedTensor(
      {
        key,
        type: storage.type,
        dims,
        strides,
        offset,
        storageNumel: storage.numel,
        readBytes: async (at, length) =>
          (await readWindow(source, begin + at, length, `Tensor ${quote(key)}`)).bytes,
      },
      limits.tensorValues,
    );
  };
  return { kind: 'torch-legacy', root, tensor };
}

async function locateStorages(
  source: ByteSource,
  begin: number,
  keys: PickleValue,
  described: ReadonlyMap<string, StoredRange>,
): Promise<Map<string, { offset: number; numel: number }>> {
  if (!Array.isArray(keys)) throw unreadable('The list of storages is missing.');
  const storages = new Map<string, { offset: number; numel: number }>();
  let at = begin;
  for (const key of keys) {
    const range = typeof key === 'string' ? described.get(key) : undefined;
    if (typeof key !== 'string' || !range) {
      throw unreadable(
        'The file lists a storage that no tensor lies in, or one of a type that is not read.',
        'Save the checkpoint again with a current torch.save.',
      );
    }
    const size = ELEMENT_BYTES[range.type];
    const numel = readUint64((await readWindow(source, at, 8, `Storage ${quote(key)}`)).view, 0);
    const offset = at + 8;
    at = offset + numel * size;
    if (!(at <= source.size)) {
      throw unreadable(
        `Storage ${quote(key)} should hold ${numel} values of ${size} bytes, the file ends before.`,
        'The file is cut off: fetch it again.',
      );
    }
    storages.set(key, { offset, numel });
  }
  return storages;
}

/** Pickles one after the other. None says its length, so the bytes looked at grow until it ends. */
class PickleStream {
  position = 0;

  constructor(
    readonly source: ByteSource,
    readonly limits: CheckpointLimits,
  ) {}

  async next(): Promise<ReadPickle> {
    const left = Math.min(this.source.size - this.position, this.limits.structureBytes);
    for (let window = Math.min(FIRST_WINDOW, left); ; window = Math.min(window * 4, left)) {
      const { bytes } = await readWindow(this.source, this.position, window, 'The pickled object');
      try {
        const read = readPickle(bytes, this.limits.values);
        this.position += read.length;
        return read;
      } catch (error) {
        if (!(error instanceof PickleEndsEarly)) throw error;
        if (window < left) continue;
        throw unreadable(
          `The pickled object goes on past ${left} bytes.`,
          'The file is cut off: fetch it again.',
          error,
        );
      }
    }
  }
}
