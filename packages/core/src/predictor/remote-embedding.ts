import type { Tensor } from '../contract/tensor.js';
import { MedicoSamError, type Warning } from '../errors/medicosam-error.js';
import type { ImageEmbedding, ImageTransform } from '../model/image-embedding.js';
import type { Connection } from './connection.js';

/** What crosses of an embedding. */
export interface EmbeddingRecord {
  readonly handle: number;
  readonly modelHash: string;
  readonly transform: ImageTransform;
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
}

/** An embedding whose tensors are in another realm. */
export class RemoteEmbedding implements ImageEmbedding {
  readonly handle: number;
  readonly modelHash: string;
  readonly transform: ImageTransform;
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
  readonly tensors: Readonly<Record<string, Tensor>> = {};
  readonly connection: Connection;
  #references = 1;

  constructor(connection: Connection, record: EmbeddingRecord) {
    this.connection = connection;
    this.handle = record.handle;
    this.modelHash = record.modelHash;
    this.transform = record.transform;
    this.normalisation = record.normalisation;
    this.warnings = record.warnings;
  }

  get released(): boolean {
    return this.#references === 0;
  }

  retain(): this {
    this.requireHeld();
    this.#references++;
    return this;
  }

  release(): void {
    if (this.released) return;
    this.#references--;
    // A realm that is gone has freed it.
    if (this.released) this.connection.call('release', { handle: this.handle }).catch(() => {});
  }

  async serialise(): Promise<Uint8Array<ArrayBuffer>> {
    this.requireHeld();
    const bytes = await this.connection.call('serialise', { handle: this.handle });
    return bytes as Uint8Array<ArrayBuffer>;
  }

  /** @throws MedicoSamError `TENSOR_DISPOSED` after the last `release`. */
  requireHeld(): void {
    if (!this.released) return;
    throw new MedicoSamError('TENSOR_DISPOSED', {
      message: 'The image embedding was used after it was released.',
      hint: 'Call retain() for each holder, and release() once each has done with it.',
    });
  }
}

const { dispose } = Symbol as unknown as { dispose?: symbol };
if (dispose !== undefined) {
  Object.defineProperty(RemoteEmbedding.prototype, dispose, {
    value(this: RemoteEmbedding) {
      this.release();
    },
  });
}
