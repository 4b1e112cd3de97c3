import type { AbortSignalLike } from '@medicosam/core';
import { MedicoSamError } from '@medicosam/core';
import { layoutSafetensors, type WeightsLayout } from '@medicosam/onnx';
import type { Checkpoint } from '../checkpoint/index.js';
import { type StoredForm, storedTensors, storedValues } from '../quantise/stored-tensors.js';
import type { PlannedWeight } from '../weights/planned-weight.js';
import type { Storage } from './convert-options.js';
import type { FileSink, FolderSink } from './folder-sink.js';
import type { CreateSha256, Sha256 } from './hashing.js';

/** One weights file as it was written. */
export interface WrittenWeights {
  readonly storage: Storage;
  readonly layout: WeightsLayout;
  readonly bytes: number;
  readonly sha256: string;
}

/** The name of a storage's weights file. */
export const weightsFile = (storage: Storage): string =>
  storage === 'fp32' ? 'weights.safetensors' : `weights.${storage}.safetensors`;

/**
 * Writes the planned weights of a network, once for each storage, tensor by tensor: of the checkpoint no more
 * than the sources of one tensor are in memory at a time.
 */
export async function writeWeights(
  plan: readonly PlannedWeight[],
  checkpoint: Checkpoint,
  forms: readonly StoredForm[],
  sink: FolderSink,
  createSha256: CreateSha256,
  options: { signal?: AbortSignalLike | undefined; onFraction: (fraction: number) => void },
): Promise<WrittenWeights[]> {
  const files = await Promise.all(forms.map((form) => OpenFile.create(plan, form, sink, createSha256)));
  try {
    for (const [done, weight] of plan.entries()) {
      if (options.signal?.aborted) throw options.signal.reason;
      const values = await makeWeight(weight, checkpoint);
      for (const file of files) await file.append(weight, values);
      options.onFraction((done + 1) / plan.length);
    }
    return files.map((file) => file.finish());
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function makeWeight(weight: PlannedWeight, checkpoint: Checkpoint): Promise<Float32Array> {
  const sources: Float32Array[] = [];
  for (const key of weight.from) {
    const tensor = checkpoint.tensors.get(key);
    if (!tensor) {
      throw new MedicoSamError('CHECKPOINT_INCOMPLETE', {
        message: `The checkpoint has no tensor ${key}.`,
        details: { missing: [key] },
      });
    }
    sources.push(await tensor.read());
  }
  const values = weight.make(...sources);
  const expected = weight.dims.reduce((product, dim) => product * dim, 1);
  if (values.length !== expected) {
    throw new MedicoSamError('INTERNAL', {
      message: `Weight ${weight.name} has ${values.length} values, planned were ${expected}.`,
    });
  }
  return values;
}

class OpenFile {
  readonly #hash: Sha256;

  private constructor(
    readonly form: StoredForm,
    readonly layout: WeightsLayout,
    readonly bytes: number,
    readonly file: FileSink,
    createSha256: CreateSha256,
  ) {
    this.#hash = createSha256();
  }

  static async create(
    plan: readonly PlannedWeight[],
    form: StoredForm,
    sink: FolderSink,
    createSha256: CreateSha256,
  ): Promise<OpenFile> {
    const name = weightsFile(form.storage);
    const tensors = plan.flatMap((weight) => storedTensors(weight, form));
    const { layout, header, totalBytes } = layoutSafetensors(name, tensors);
    const file = new OpenFile(form, layout, totalBytes, await sink.create(name), createSha256);
    await file.#write(header);
    return file;
  }

  async append(weight: PlannedWeight, values: Float32Array): Promise<void> {
    for (const { buffer, byteOffset, byteLength } of storedValues(weight, this.form, values)) {
      await this.#write(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.file.write(bytes);
  }

  finish(): WrittenWeights {
    return {
      storage: this.form.storage,
      layout: this.layout,
      bytes: this.bytes,
      sha256: this.#hash.digest('hex'),
    };
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
