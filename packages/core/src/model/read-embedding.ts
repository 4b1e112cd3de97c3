import * as v from 'valibot';
import { elementCount, formatDims } from '../contract/check-feeds.js';
import type { Outputs } from '../contract/tensor.js';
import { isMedicoSamError, MedicoSamError } from '../errors/medicosam-error.js';
import { createTransform } from '../geometry/coordinates.js';
import type { Manifest } from '../manifest/manifest.js';
import { TextDecoder } from '../platform.js';
import { crc32 } from './crc32.js';
import { EMBEDDING_FORMAT, type EmbeddingHeader, embeddingHeaderSchema } from './embedding-header.js';
import { fromFloat16 } from './float16.js';
import { createHostTensor } from './host-tensor.js';
import type { EmbeddingParts } from './local-embedding.js';
import { CHECKED_FROM, EMBEDDING_MAGIC, PREAMBLE_BYTES } from './serialise-embedding.js';

/**
 * Reads what `ImageEmbedding.serialise` wrote, for the model of a manifest.
 *
 * @throws MedicoSamError `EMBEDDING_INVALID` when the bytes are damaged or of another format version;
 *   `EMBEDDING_MISMATCH` when another model made it.
 */
export function readEmbedding(
  bytes: Uint8Array,
  manifest: Pick<Manifest, 'hash' | 'embedding' | 'image'>,
): EmbeddingParts {
  const { header, values } = readHeader(bytes);
  checkModel(header, manifest);
  const tensors: Record<string, Outputs[string]> = {};
  let offset = 0;
  for (const { name, dims, store } of header.tensors) {
    const count = elementCount(dims);
    const byteLength = count * (store === 'float16' ? 2 : 4);
    if (offset + byteLength > values.byteLength) throw invalid(`It ends within the tensor ${name}.`);
    // In memory of its own: aligned, and the caller's bytes can go.
    const own = new Uint8Array(byteLength);
    own.set(values.subarray(offset, offset + byteLength));
    const data =
      store === 'float16' ? fromFloat16(new Uint16Array(own.buffer)) : new Float32Array(own.buffer);
    tensors[name] = createHostTensor({ type: 'float32', dims, data });
    offset += byteLength;
  }
  if (offset !== values.byteLength) throw invalid(`It has ${values.byteLength - offset} bytes too many.`);
  const { transform, normalisation, warnings } = header;
  return { transform, normalisation, warnings, tensors, resized: undefined };
}

const invalid = (problem: string, cause?: unknown) =>
  new MedicoSamError('EMBEDDING_INVALID', {
    message: `The bytes are no embedding that this version reads. ${problem}`,
    hint: 'Encode the image again.',
    cause,
  });

function readHeader(bytes: Uint8Array): { header: EmbeddingHeader; values: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < PREAMBLE_BYTES || view.getUint32(0, true) !== EMBEDDING_MAGIC) {
    throw invalid('They do not begin as one.');
  }
  const format = view.getUint32(4, true);
  if (format !== EMBEDDING_FORMAT) {
    throw invalid(`They are of format version ${format}, this version reads ${EMBEDDING_FORMAT}.`);
  }
  if (crc32(bytes.subarray(CHECKED_FROM)) !== view.getUint32(8, true)) {
    throw invalid('Their checksum differs: they are damaged or cut off.');
  }
  const end = PREAMBLE_BYTES + view.getUint32(12, true);
  if (end > bytes.byteLength) throw invalid('They end within the header.');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREAMBLE_BYTES, end)));
  } catch (cause) {
    throw invalid('Their header is not JSON.', cause);
  }
  const parsed = v.safeParse(embeddingHeaderSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalid(`Header, ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}.`);
  }
  return { header: parsed.output, values: bytes.subarray(end) };
}

function checkModel(
  { modelHash, tensors, transform }: EmbeddingHeader,
  manifest: Pick<Manifest, 'hash' | 'embedding' | 'image'>,
): void {
  if (modelHash !== manifest.hash) throw mismatch(modelHash, manifest.hash);
  const text = (all: readonly { name: string; dims: readonly number[] }[]) =>
    all.map(({ name, dims }) => `${name} ${formatDims(dims)}`).join(', ');
  if (text(tensors) !== text(manifest.embedding)) {
    throw invalid(`They hold ${text(tensors)}; the model has ${text(manifest.embedding)}.`);
  }
  if (!fits(transform, manifest.image.size)) throw invalid('Their image size does not fit the model.');
}

function fits(
  { original, preprocess, input, side }: EmbeddingHeader['transform'],
  modelSide: number,
): boolean {
  try {
    const expected = createTransform(original.width, original.height, modelSide, preprocess).input;
    return side === modelSide && input.width === expected.width && input.height === expected.height;
  } catch (error) {
    if (isMedicoSamError(error, 'IMAGE_INVALID')) return false;
    throw error;
  }
}

/** @internal */
export function mismatch(actual: string, expected: string): MedicoSamError {
  return new MedicoSamError('EMBEDDING_MISMATCH', {
    message: `The embedding was made by the model ${actual.slice(0, 12)}…, this is ${expected.slice(0, 12)}….`,
    hint: 'Encode the image again with this model.',
    details: { actual, expected },
  });
}
