import { MedicoSamError } from '@medicosam/core';
import type { StoredTensor } from '../checkpoint/checkpoint.js';
import { quote } from '../checkpoint/unreadable.js';

/** Reads sizes off the tensors that tell a network's sizes, and keeps a list of those that are not there. */
export class ShapeReader {
  readonly #missing = new Set<string>();

  constructor(readonly tensors: ReadonlyMap<string, StoredTensor>) {}

  get missing(): readonly string[] {
    return [...this.#missing];
  }

  /**
   * The sizes of a tensor. Of one that is missing: ones, so that the others can be looked at too.
   *
   * @throws MedicoSamError `CHECKPOINT_SHAPE` when it has another number of axes, or none of some size.
   */
  dims(key: string, axes: number): number[] {
    const dims = this.tensors.get(key)?.dims;
    if (!dims) {
      this.#missing.add(key);
      return new Array<number>(axes).fill(1);
    }
    if (dims.length !== axes || dims.includes(0)) {
      throw wrongShape(key, dims, `${axes} axes, each of at least 1`);
    }
    return [...dims];
  }

  /** One size of a tensor. */
  dim(key: string, axis: number, axes: number): number {
    return this.dims(key, axes)[axis] ?? 1;
  }

  /** How many there are of `<prefix>0.…`, `<prefix>1.…`, counted to the highest number, which has three digits. */
  count(prefix: string): number {
    let count = 0;
    for (const key of this.tensors.keys()) {
      if (!key.startsWith(prefix)) continue;
      const number = /^\d{1,3}(?=\.)/.exec(key.slice(prefix.length));
      if (number) count = Math.max(count, Number(number[0]) + 1);
    }
    return count;
  }
}

/** `CHECKPOINT_SHAPE`: a tensor does not have the shape that the others imply. */
export const wrongShape = (key: string, actual: readonly number[], expected: string): MedicoSamError =>
  new MedicoSamError('CHECKPOINT_SHAPE', {
    message: `${quote(key)} should have ${expected}, it has shape [${actual.join(', ')}].`,
    details: { key, actual: [...actual] },
  });

/** `CHECKPOINT_UNKNOWN_KEY`: the tensors fit no architecture known here. */
export const unknownKey = (key: string, why: string, hint?: string): MedicoSamError =>
  new MedicoSamError('CHECKPOINT_UNKNOWN_KEY', {
    message: `${quote(key)} ${why}`,
    hint: hint ?? 'Supported are SAM ViT and MobileSAM TinyViT with their prompt encoder and mask decoder.',
    details: { key },
  });
