import { type ByteSource, type ModelSource, toErrorRecord } from '@medicosam/core';
import type { WorkerLike } from '../../platform.js';
import type { BytesMessage, ReadMessage } from './messages.js';

/** Answers a worker that copies a model: reads what it asks for. */
export class SourceReads {
  readonly #source: ModelSource;
  readonly #worker: WorkerLike;
  readonly #opened = new Map<string, ByteSource>();

  constructor(source: ModelSource, worker: WorkerLike) {
    this.#source = source;
    this.#worker = worker;
  }

  async answer({ file, range }: ReadMessage): Promise<void> {
    let message: BytesMessage;
    let transfer: ArrayBuffer[] = [];
    try {
      const bytes = this.#opened.get(file) ?? (await this.#source.open(file));
      this.#opened.set(file, bytes);
      const value = range ? await bytes.read(range.offset, range.length) : bytes.size;
      message = { kind: 'bytes', value };
      if (typeof value !== 'number') transfer = [value.buffer];
    } catch (error) {
      message = { kind: 'no-bytes', error: toErrorRecord(error) };
    }
    this.#worker.postMessage(message, transfer as unknown as never[]);
  }

  async close(): Promise<void> {
    for (const bytes of this.#opened.values()) await bytes.close();
  }
}
