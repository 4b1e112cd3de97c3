import { MedicoSamError } from '../errors/medicosam-error.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { mismatch } from '../model/read-embedding.js';
import type { AbortSignalLike } from '../platform.js';
import type { Connection } from './connection.js';
import { type InvokeOptions, OperationPredictor } from './operation-predictor.js';
import type { PredictorInfo } from './predictor.js';
import { type EmbeddingRecord, RemoteEmbedding } from './remote-embedding.js';
import { fromWire, toWire } from './wire.js';

/** A predictor that works on the other side of a port. */
export class RemotePredictor extends OperationPredictor {
  readonly info: PredictorInfo;
  readonly #connection: Connection;
  readonly #onEnd: () => Promise<void>;

  /**
   * @param connection to a side that serves a predictor which is loaded.
   * @param info as that side gave it.
   * @param onEnd ends the realm.
   */
  constructor(connection: Connection, info: PredictorInfo, onEnd: () => Promise<void>) {
    super();
    this.info = info;
    this.#connection = connection;
    this.#onEnd = onEnd;
  }

  protected async perform(
    operation: string,
    args: Readonly<Record<string, unknown>>,
    { give = false, onItem, ...options }: InvokeOptions & { readonly signal: AbortSignalLike },
  ): Promise<unknown> {
    const transfer = new Set<unknown>();
    const embedding = (value: ImageEmbedding) => this.#handleOf(value);
    const received = (value: unknown) => fromWire(value, (record) => this.#receive(record));
    const result = await this.#connection.call(operation, toWire(args, { embedding, transfer, give }), {
      ...options,
      transfer: [...transfer],
      onItem: onItem && ((item) => onItem(received(item))),
    });
    return received(result);
  }

  protected async end(): Promise<void> {
    // A realm that is gone has nothing left to free.
    await this.#connection.call('dispose', {}).catch(() => {});
    this.#connection.close(
      new MedicoSamError('DISPOSED', { message: 'The predictor was disposed of.', hint: 'Load it again.' }),
    );
    await this.#onEnd();
  }

  #receive(record: unknown): RemoteEmbedding {
    return new RemoteEmbedding(this.#connection, record as EmbeddingRecord);
  }

  #handleOf(embedding: ImageEmbedding): number {
    const { hash } = this.info.manifest;
    if (embedding.modelHash !== hash) throw mismatch(embedding.modelHash, hash);
    if (embedding instanceof RemoteEmbedding && embedding.connection === this.#connection) {
      embedding.requireHeld();
      return embedding.handle;
    }
    throw new MedicoSamError('TENSOR_FOREIGN', {
      message: 'The embedding belongs to another predictor of the same model.',
      hint: 'Hand it over as bytes: restore(await embedding.serialise()).',
    });
  }
}
