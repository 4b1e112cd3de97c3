import type { Outputs, Tensor } from '../contract/tensor.js';
import { MedicoSamError, type Warning } from '../errors/medicosam-error.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ImageEmbedding, ImageTransform } from './image-embedding.js';
import { serialiseEmbedding } from './serialise-embedding.js';

/** What an embedding is made of. */
export interface EmbeddingParts {
  readonly transform: ImageTransform;
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
  readonly tensors: Outputs;
  /** The 8-bit RGB behind the tensors; undefined of an embedding that came from bytes. */
  readonly resized: Uint8Array | undefined;
}

/** An {@link ImageEmbedding} whose tensors are in this realm. */
export class LocalEmbedding implements ImageEmbedding {
  readonly modelHash: string;
  readonly transform: ImageTransform;
  readonly normalisation: string;
  readonly warnings: readonly Warning[];
  /** The model that may use it: by identity, since tensors belong to its backend. */
  readonly owner: object;
  readonly #stores: Manifest['embedding'];
  readonly #onReleased: (embedding: LocalEmbedding) => void;
  #tensors: Outputs;
  #resized: Uint8Array | undefined;
  #imageKeys: Promise<Outputs> | undefined;
  #references = 1;

  constructor(
    owner: object,
    manifest: Pick<Manifest, 'hash' | 'embedding'>,
    parts: EmbeddingParts,
    onReleased: (embedding: LocalEmbedding) => void,
  ) {
    this.owner = owner;
    this.modelHash = manifest.hash;
    this.#stores = manifest.embedding;
    this.transform = parts.transform;
    this.normalisation = parts.normalisation;
    this.warnings = parts.warnings;
    this.#tensors = parts.tensors;
    this.#resized = parts.resized;
    this.#onReleased = onReleased;
  }

  /** {@inheritDoc ImageEmbedding.released} */
  get released(): boolean {
    return this.#references === 0;
  }

  get tensors(): Readonly<Record<string, Tensor>> {
    this.#requireHeld();
    return this.#tensors;
  }

  /** The resized 8-bit input, of which the tensors can be made again. */
  get resized(): Uint8Array | undefined {
    return this.#resized;
  }

  /** {@inheritDoc ImageEmbedding.retain} */
  retain(): this {
    this.#requireHeld();
    this.#references++;
    return this;
  }

  /** {@inheritDoc ImageEmbedding.release} */
  release(): void {
    if (this.released) return;
    this.#references--;
    if (this.#references > 0) return;
    disposeAll(this.#tensors);
    this.#tensors = {};
    this.#resized = undefined;
    this.dropImageKeys();
    this.#onReleased(this);
  }

  /** Frees everything, however many references there are. */
  releaseAll(): void {
    this.#references = Math.min(this.#references, 1);
    this.release();
  }

  /** What the decoder needs of the image alone: made once, at the first call, and kept. */
  imageKeys(make: () => Promise<Outputs>): Promise<Outputs> {
    this.#requireHeld();
    if (this.#imageKeys === undefined) {
      const made = make();
      this.#imageKeys = made;
      made.catch(() => {
        if (this.#imageKeys === made) this.#imageKeys = undefined;
      });
    }
    return this.#imageKeys;
  }

  /** New tensors for lost ones. Image keys are made again when they are next asked for. */
  replaceTensors(tensors: Outputs): void {
    disposeAll(this.#tensors);
    this.#tensors = tensors;
    this.dropImageKeys();
  }

  /** Frees what the decoder needs of the image alone; it is made again at the next call. */
  dropImageKeys(): void {
    void this.#imageKeys?.then(disposeAll, () => {});
    this.#imageKeys = undefined;
  }

  async serialise(): Promise<Uint8Array<ArrayBuffer>> {
    this.retain();
    try {
      return await serialiseEmbedding(this, this.#stores);
    } finally {
      this.release();
    }
  }

  #requireHeld(): void {
    if (!this.released) return;
    throw new MedicoSamError('TENSOR_DISPOSED', {
      message: 'The image embedding was used after it was released.',
      hint: 'Call retain() for each holder, and release() once each has done with it.',
    });
  }
}

/** Disposes every tensor of a run's outputs. */
export function disposeAll(outputs: Outputs): void {
  for (const tensor of Object.values(outputs)) tensor.dispose();
}

const { dispose } = Symbol as unknown as { dispose?: symbol };
if (dispose !== undefined) {
  Object.defineProperty(LocalEmbedding.prototype, dispose, {
    value(this: LocalEmbedding) {
      this.release();
    },
  });
}
