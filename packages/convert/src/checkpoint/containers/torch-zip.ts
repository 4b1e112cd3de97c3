import type { ByteSource } from '@medicosam/core';
import { decodeText } from '../../platform.js';
import { readWindow } from '../byte-window.js';
import type { CheckpointLimits } from '../limits.js';
import { readWholePickle } from '../pickle/read-pickle.js';
import type { TensorRecord } from '../pickle/values.js';
import { ELEMENT_BYTES } from '../tensors/element-types.js';
import { storedTensor } from '../tensors/stored-tensor.js';
import { quote, unreadable } from '../unreadable.js';
import type { Container } from './container.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/** What `torch.save` has written since 1.6: a zip archive of `data.pkl` and one entry a storage. */
export async function openTorchZip(source: ByteSource, limits: CheckpointLimits): Promise<Container> {
  const { entries, dataEnd } = await readZipDirectory(source);
  const pickle = findPickle(entries);
  if (pickle.size > limits.structureBytes) {
    throw unreadable(
      `The pickled object is ${pickle.size} bytes long; at most ${limits.structureBytes} are read.`,
    );
  }
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  await checkByteOrder(source, entries.get(`${folder}byteorder`), dataEnd);
  const bytes = await readEntry(source, pickle, dataEnd, 0, pickle.size);
  const root = readWholePickle(bytes, limits.values);

  const tensor = (key: string, { storage, offset, dims, strides }: TensorRecord) => {
    const name = `${folder}data/${storage.key}`;
    const entry = entries.get(name);
    if (!entry)
      throw unreadable(`Tensor ${quote(key)} lies in ${quote(name)}, which the archive does not have.`);
    if (storage.storageNumel * ELEMENT_BYTES[storage.type] > entry.size) {
      throw unreadable(
        `Storage ${quote(name)} should hold ${storage.storageNumel} ${storage.type} values, it is ${entry.size} bytes long.`,
      );
    }
    const begin = storage.start * ELEMENT_BYTES[storage.type];
    return storedTensor(
      {
        key,
        type: storage.type,
        dims,
        strides,
        offset,
        storageNumel: storage.numel,
        readBytes: (at, length) => readEntry(source, entry, dataEnd, begin + at, length),
      },
      limits.tensorValues,
    );
  };
  return { kind: 'torch-zip', root, tensor };
}

function findPickle(entries: ReadonlyMap<string, ZipEntry>): ZipEntry {
  const pickles = [...entries.values()].filter(({ name }) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  const [pickle, second] = pickles;
  if (pickle && !second) return pickle;
  throw unreadable(
    pickle
      ? 'The archive holds more than one data.pkl.'
      : 'The file is a zip archive without a data.pkl: no torch checkpoint.',
  );
}

async function checkByteOrder(
  source: ByteSource,
  entry: ZipEntry | undefined,
  dataEnd: number,
): Promise<void> {
  if (!entry) return;
  const order = decodeText(await readEntry(source, entry, dataEnd, 0, Math.min(entry.size, 16)));
  if (order !== 'little')
    throw unreadable(`The tensors must be little-endian, the file says ${quote(order)}.`);
}

/** A piece of an entry. Its data begins after a local header, whose length only that header says. */
async function readEntry(
  source: ByteSource,
  entry: ZipEntry,
  dataEnd: number,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const what = `Entry ${quote(entry.name)}`;
  const { view } = await readWindow(source, entry.headerOffset, LOCAL_HEADER_BYTES, what);
  if (view.getUint32(0, true) !== LOCAL_HEADER) throw unreadable(`${what} does not begin with a zip header.`);
  const begin = entry.headerOffset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (begin + entry.size > dataEnd || offset + length > entry.size) {
    throw unreadable(`${what} goes on past its place in the archive.`);
  }
  return (await readWindow(source, begin + offset, length, what)).bytes;
}
