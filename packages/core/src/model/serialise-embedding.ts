import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Manifest } from '../manifest/manifest.js';
import { TextEncoder } from '../platform.js';
import { crc32 } from './crc32.js';
import { EMBEDDING_FORMAT, type EmbeddingHeader } from './embedding-header.js';
import { toFloat16 } from './float16.js';
import type { ImageEmbedding } from './image-embedding.js';

/*
 * Little-endian. The checksum covers everything behind it.
 *
 *   0  "MSEM"        4  format, uint32       8  CRC-32, uint32      12  length of the JSON, uint32
 *  16  JSON, padded with spaces to a multiple of 8      then the tensors in the header's order, without gaps
 */

/** "MSEM" as a little-endian uint32. */
export const EMBEDDING_MAGIC = 0x4d45534d;
/** Bytes before the JSON. */
export const PREAMBLE_BYTES = 16;
/** Where the bytes begin that the checksum covers. */
export const CHECKED_FROM = 12;

/**
 * An embedding as bytes, its tensors in the precision that the manifest states.
 *
 * @see readEmbedding
 */
export async function serialiseEmbedding(
  { modelHash, transform, normalisation, warnings, tensors }: ImageEmbedding,
  stores: Manifest['embedding'],
): Promise<Uint8Array<ArrayBuffer>> {
  const values: Uint8Array[] = [];
  const entries: EmbeddingHeader['tensors'] = [];
  for (const { name, store } of stores) {
    const tensor = tensors[name];
    const data = await tensor?.read();
    if (!tensor || !(data instanceof Float32Array)) {
      throw new MedicoSamError('INTERNAL', { message: `The embedding has no float32 tensor ${name}.` });
    }
    const stored = store === 'float16' ? toFloat16(data) : data;
    values.push(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength));
    entries.push({ name, dims: [...tensor.dims], store });
  }
  const header: EmbeddingHeader = {
    modelHash,
    transform,
    normalisation,
    warnings: [...warnings],
    tensors: entries,
  };
  return assemble(new TextEncoder().encode(JSON.stringify(header)), values);
}

function assemble(json: Uint8Array, values: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const jsonBytes = Math.ceil(json.length / 8) * 8;
  const valueBytes = values.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(PREAMBLE_BYTES + jsonBytes + valueBytes);
  bytes.fill(0x20, PREAMBLE_BYTES, PREAMBLE_BYTES + jsonBytes);
  bytes.set(json, PREAMBLE_BYTES);
  let offset = PREAMBLE_BYTES + jsonBytes;
  for (const value of values) {
    bytes.set(value, offset);
    offset += value.byteLength;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(0, EMBEDDING_MAGIC, true);
  view.setUint32(4, EMBEDDING_FORMAT, true);
  view.setUint32(12, jsonBytes, true);
  view.setUint32(8, crc32(bytes.subarray(CHECKED_FROM)), true);
  return bytes;
}
