import { MedicoSamError } from '@medicosam/core';
import type { WeightEntry, WeightsLayout } from '../graph/weights-layout.js';
import { decodeText } from '../platform.js';
import { BYTES_PER_VALUE, STORED_NAMES, type StoredType } from './stored-types.js';

/** What a safetensors file says of itself. */
export interface SafetensorsHeader {
  /** Tensors in the order in which they lie in the file. */
  readonly layout: WeightsLayout;
  /** `__metadata__`; empty without it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The size that the whole file must have. */
  readonly totalBytes: number;
}

/** The format's own bound: a longer header is no header. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Reads the header of a safetensors file.
 *
 * @param file The file's name, for the layout.
 * @param bytes The file, or its beginning as far as the header reaches.
 * @throws MedicoSamError `FORMAT_INVALID` when the header is cut off, no JSON of this format, or its ranges have
 * gaps, overlap or do not fit their sizes; `FORMAT_UNSUPPORTED` for element types that weights do not have here.
 */
export function readSafetensorsHeader(file: string, bytes: Uint8Array): SafetensorsHeader {
  const length = headerLength(bytes);
  const header = parseJson(bytes.subarray(8, 8 + length));
  const dataStart = 8 + length;
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const entry of entries) {
    if (entry.begin !== end) {
      throw invalid(`tensor ${entry.name} begins at ${entry.begin}, the one before it ends at ${end}`);
    }
    end = entry.end;
  }
  const layout: WeightsLayout = {
    file,
    entries: new Map(
      entries.map(({ name, type, dims, begin, end }): [string, WeightEntry] => [
        name,
        { type, dims, offset: dataStart + begin, length: end - begin },
      ]),
    ),
  };
  return { layout, metadata: readMetadata(header['__metadata__']), totalBytes: dataStart + end };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 8) throw invalid(`it begins with a length of 8 bytes, there are ${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES)
    throw invalid(`the header is at most 100 MB, this one claims ${length} bytes`);
  if (length > bytes.length - 8) {
    throw invalid(`the header takes ${length} bytes, after its length there are ${bytes.length - 8}`);
  }
  return Number(length);
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes));
  } catch (cause) {
    throw invalid('the header is no JSON', cause);
  }
  if (!isRecord(json)) throw invalid('the header is no JSON object');
  return json;
}

function readEntry(name: string, value: unknown) {
  if (!isRecord(value)) throw invalid(`tensor ${name} is not described by an object`);
  const { dtype, shape: dims, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !isSizes(dims) || !isSizes(offsets) || offsets.length !== 2) {
    throw invalid(`tensor ${name} must state dtype, shape and data_offsets`);
  }
  const type = storedType(name, dtype);
  const [begin = 0, end = 0] = offsets;
  const expected = dims.reduce((product, dim) => product * dim, BYTES_PER_VALUE[type]);
  if (end - begin !== expected) {
    throw invalid(
      `tensor ${name}, ${dtype} [${dims.join(',')}], takes ${expected} bytes, not ${end - begin}`,
    );
  }
  return { name, type, dims, begin, end };
}

function storedType(name: string, dtype: string): StoredType {
  const found = (Object.keys(STORED_NAMES) as StoredType[]).find((type) => STORED_NAMES[type] === dtype);
  if (found) return found;
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: `Tensor ${name} has the element type ${dtype}; weights may have ${Object.values(STORED_NAMES).join(', ')}.`,
  });
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (isRecord(value) && Object.values(value).every((text) => typeof text === 'string')) {
    return value as Record<string, string>;
  }
  throw invalid('__metadata__ must hold texts');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

const invalid = (message: string, cause?: unknown) =>
  new MedicoSamError('FORMAT_INVALID', { message: `Not a valid safetensors file: ${message}.`, cause });
