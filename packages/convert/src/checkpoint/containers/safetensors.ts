import type { ByteSource } from '@medicosam/core';
import { decodeText } from '../../platform.js';
import { readUint64, readWindow } from '../byte-window.js';
import type { StoredType } from '../checkpoint.js';
import type { CheckpointLimits } from '../limits.js';
import { PickleDict, StoredRange, TensorRecord } from '../pickle/values.js';
import { ELEMENT_BYTES } from '../tensors/element-types.js';
import { rowMajor, storedTensor } from '../tensors/stored-tensor.js';
import { quote, unreadable } from '../unreadable.js';
import type { Container } from './container.js';

const LENGTH_BYTES = 8;

const TYPES: ReadonlyMap<unknown, StoredType> = new Map<unknown, StoredType>([
  ['F64', 'float64'],
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['I64', 'int64'],
  ['I32', 'int32'],
  ['I16', 'int16'],
  ['I8', 'int8'],
  ['U8', 'uint8'],
  ['BOOL', 'bool'],
]);

/** A safetensors file: the length of a JSON header, the header, the tensors (its README's "Format"). */
export async function openSafetensors(source: ByteSource, limits: CheckpointLimits): Promise<Container> {
  const { view } = await readWindow(source, 0, LENGTH_BYTES, 'The length of the header');
  const headerBytes = readUint64(view, 0);
  if (!(headerBytes <= limits.structureBytes)) {
    throw unreadable(`The header is ${headerBytes} bytes long; at most ${limits.structureBytes} are read.`);
  }
  const { bytes } = await readWindow(source, LENGTH_BYTES, headerBytes, 'The header');
  const dataBegin = LENGTH_BYTES + headerBytes;

  const root = new PickleDict();
  for (const [key, entry] of Object.entries(parseHeader(bytes))) {
    if (key === '__metadata__') continue;
    root.flat.push(key, readEntry(key, entry, source.size - dataBegin));
  }
  return {
    kind: 'safetensors',
    root,
    tensor: (key, { storage, dims }) =>
      storedTensor(
        {
          key,
          type: storage.type,
          dims,
          offset: 0,
          storageNumel: storage.numel,
          readBytes: async (at, length) =>
            (await readWindow(source, dataBegin + Number(storage.key) + at, length, `Tensor ${quote(key)}`))
              .bytes,
        },
        limits.tensorValues,
      ),
  };
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(decodeText(bytes));
  } catch (cause) {
    throw unreadable('The header of the safetensors file is no JSON.', 'Fetch the file again.', cause);
  }
  if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  throw unreadable('The header of the safetensors file is no object.');
}

/** The tensor as a record whose storage is its own bytes; the storage's key is where they begin. */
function readEntry(key: string, entry: unknown, dataBytes: number): TensorRecord {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const type = TYPES.get(dtype);
  if (!type) throw unreadable(`Tensor ${quote(key)} is of type ${quote(String(dtype))}, which is not read.`);
  if (!isCounts(shape) || !isCounts(offsets)) {
    throw unreadable(`Tensor ${quote(key)} lacks its shape or its place in the file.`);
  }
  const [begin = 0, end = 0] = offsets;
  const numel = shape.reduce((product, dim) => product * dim, 1);
  if (end > dataBytes || end - begin !== numel * ELEMENT_BYTES[type]) {
    throw unreadable(
      `Tensor ${quote(key)} of ${numel} ${type} values lies at bytes ${begin} to ${end} of ${dataBytes}.`,
    );
  }
  return new TensorRecord(new StoredRange(String(begin), type, numel, 0, numel), 0, shape, rowMajor(shape));
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= 64 && value.every((n) => Number.isSafeInteger(n) && n >= 0);
