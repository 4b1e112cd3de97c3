import * as v from 'valibot';
import { elementCount } from '../contract/check-feeds.js';
import type { HostTensor } from '../contract/tensor.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { TextDecoder } from '../platform.js';

/** Inputs and expected outputs of a probe. */
export interface ProbeValues {
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly outputs: Readonly<Record<string, HostTensor>>;
}

/** Of the header: probes have a handful of tensors. */
const MAX_HEADER_BYTES = 1 << 16;

const TYPES = { F32: 'float32', I32: 'int32', BOOL: 'bool' } as const;

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
const headerSchema = v.record(
  v.string(),
  v.object({
    dtype: v.picklist(['F32', 'I32', 'BOOL']),
    shape: v.pipe(v.array(offset), v.maxLength(8)),
    data_offsets: v.tuple([offset, offset]),
  }),
);

/**
 * Reads the values of a probe: a safetensors file with tensors named `input.<name>` and `output.<name>`.
 *
 * @throws MedicoSamError `MANIFEST_INVALID` when the file does not follow the format.
 * @see https://huggingface.co/docs/safetensors, Format
 */
export function readProbeValues(bytes: Uint8Array, file: string): ProbeValues {
  const invalid = (problem: string, cause?: unknown) =>
    new MedicoSamError('MANIFEST_INVALID', {
      message: `${file} holds no values of a probe. ${problem}`,
      hint: 'Copy the model folder again, whole, or convert the checkpoint again.',
      cause,
    });
  if (bytes.byteLength < 8) throw invalid('It ends within its first 8 bytes.');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > bytes.byteLength) {
    throw invalid(`Its header of ${length} bytes is beyond its end or above ${MAX_HEADER_BYTES}.`);
  }
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch (cause) {
    throw invalid('Its header is not JSON.', cause);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw invalid('Its header is not an object.');
  }
  const { __metadata__: _, ...tensors } = json;
  const parsed = v.safeParse(headerSchema, tensors);
  if (!parsed.success) throw invalid(parsed.issues[0].message);
  const values = bytes.subarray(8 + length);
  const inputs: Record<string, HostTensor> = {};
  const outputs: Record<string, HostTensor> = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(parsed.output)) {
    const [begin, end] = data_offsets;
    const type = TYPES[dtype];
    if (end > values.byteLength || end - begin !== elementCount(shape) * (type === 'bool' ? 1 : 4)) {
      throw invalid(`The tensor ${name} does not fit its bytes ${begin} to ${end}.`);
    }
    const tensor = createTensor(type, shape, values.subarray(begin, end));
    const [kind, ...rest] = name.split('.');
    if (kind === 'input') inputs[rest.join('.')] = tensor;
    else if (kind === 'output') outputs[rest.join('.')] = tensor;
    else throw invalid(`The tensor ${name} is neither input nor output.`);
  }
  return { inputs, outputs };
}

function createTensor(type: HostTensor['type'], dims: readonly number[], bytes: Uint8Array): HostTensor {
  // In memory of its own, so that it is aligned.
  const { buffer } = new Uint8Array(bytes);
  if (type === 'float32') return { type, dims, data: new Float32Array(buffer) };
  if (type === 'int32') return { type, dims, data: new Int32Array(buffer) };
  return { type, dims, data: new Uint8Array(buffer) };
}
