import { MedicoSamError } from '@medicosam/core';
import type { WeightEntry, WeightsLayout } from '../graph/weights-layout.js';
import { encodeText } from '../platform.js';
import { BYTES_PER_VALUE, STORED_NAMES } from './stored-types.js';

/** What a weights file is to hold: a name, an element type and sizes. */
export interface TensorPlan {
  readonly name: string;
  readonly type: WeightEntry['type'];
  readonly dims: readonly number[];
}

/** A weights file before its values: write the header, then the tensors in the order given, without gaps. */
export interface SafetensorsPlan {
  readonly layout: WeightsLayout;
  /** The file's beginning: the length of the JSON as uint64, then the JSON, padded with spaces to 8 bytes. */
  readonly header: Uint8Array<ArrayBuffer>;
  /** The size of the whole file. */
  readonly totalBytes: number;
}

/**
 * Fixes where each tensor of a safetensors file lies before any value is known. Tensors follow each other as
 * given and without gaps, as the format demands, so those after one of an odd number of bytes are not aligned.
 *
 * @param file The file's name, as graphs name it.
 * @param metadata Free texts, written as `__metadata__`.
 * @throws MedicoSamError `INVALID_ARGUMENT` for a name that is used twice or reserved, or a size that is no
 * whole number.
 */
export function layoutSafetensors(
  file: string,
  tensors: readonly TensorPlan[],
  metadata?: Readonly<Record<string, string>>,
): SafetensorsPlan {
  const ranges = placeTensors(tensors);
  const json = JSON.stringify(
    Object.fromEntries([
      ...(metadata ? [['__metadata__', metadata] as const] : []),
      ...ranges.map(({ name, type, dims, begin, end }) => [
        name,
        { dtype: STORED_NAMES[type], shape: dims, data_offsets: [begin, end] },
      ]),
    ]),
  );
  const header = encodeHeader(json);
  const entries = new Map<string, WeightEntry>(
    ranges.map(({ name, type, dims, begin, end }) => [
      name,
      { type, dims, offset: header.length + begin, length: end - begin },
    ]),
  );
  return { layout: { file, entries }, header, totalBytes: header.length + (ranges.at(-1)?.end ?? 0) };
}

function placeTensors(tensors: readonly TensorPlan[]) {
  const names = new Set(['__metadata__']);
  let end = 0;
  return tensors.map(({ name, type, dims }) => {
    if (names.has(name)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `Names of tensors must differ from each other and from __metadata__; ${name} does not.`,
      });
    }
    names.add(name);
    if (!dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `Sizes must be whole numbers from 0 on; those of ${name} are [${dims.join(', ')}].`,
      });
    }
    const begin = end;
    end += dims.reduce((product, dim) => product * dim, BYTES_PER_VALUE[type]);
    if (!Number.isSafeInteger(end)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `${name} of [${dims.join(', ')}] makes the file larger than 2^53 bytes.`,
      });
    }
    return { name, type, dims, begin, end };
  });
}

function encodeHeader(json: string): Uint8Array<ArrayBuffer> {
  const text = encodeText(json);
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, 8);
  return header;
}
