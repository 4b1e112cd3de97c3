import { fromErrorRecord, type LoadOptions, MedicoSamError, type ModelSource } from '@medicosam/core';
import type { WorkerLike } from '../../platform.js';
import type { BrowserContext } from '../browser-context.js';
import type { TaskMessage, TaskName, Tasks, WorkerMessage } from './messages.js';
import { SourceReads } from './source-reads.js';
import { startWorker } from './start-worker.js';

/** A worker for one call, started at its first task. */
export class Realm {
  readonly #context: BrowserContext;
  readonly #options: LoadOptions;
  #worker: Promise<WorkerLike> | undefined;
  #isEnded = false;

  constructor(context: BrowserContext, options: LoadOptions) {
    this.#context = context;
    this.#options = options;
  }

  /**
   * Does a task. An abort ends the worker.
   *
   * @param source - the model that is copied
   * @throws MedicoSamError what the task threw, `BACKEND_UNAVAILABLE`, `REALM_LOST`; the signal's reason when aborted.
   */
  async run<Name extends TaskName>(
    task: Name,
    args: Tasks[Name]['args'],
    source?: ModelSource,
  ): Promise<Tasks[Name]['result']> {
    const { signal } = this.#options;
    const { medium } = await this.#context.files();
    const { root } = this.#context;
    if (signal?.aborted) throw signal.reason;
    let onAbort = (): void => {};
    try {
      return await new Promise((resolve, reject) => {
        onAbort = () => {
          void this.end();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        this.#worker ??= startWorker(this.#context.worker);
        this.#worker
          .then((worker) => {
            // Aborted while the worker started: it is to begin nothing.
            if (this.#isEnded) throw signal?.reason;
            return this.#ask(worker, { kind: 'task', task, args, root, medium }, source);
          })
          .then((result) => resolve(result as never), reject);
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #ask(worker: WorkerLike, task: TaskMessage, source: ModelSource | undefined): Promise<unknown> {
    const { signal, onProgress } = this.#options;
    const reads = source && new SourceReads(source, worker);
    return new Promise((resolve, reject) => {
      let isOver = false;
      worker.addEventListener('message', ({ data }) => {
        const message = data as WorkerMessage;
        if (isOver || signal?.aborted) return;
        if (message.kind === 'progress') onProgress?.(message.progress);
        if (message.kind === 'read') void reads?.answer(message);
        if (message.kind === 'done' || message.kind === 'failed') isOver = true;
        if (message.kind === 'done') resolve(message.result);
        if (message.kind === 'failed') reject(fromErrorRecord(message.error));
      });
      worker.addEventListener('error', ({ message }) => reject(lost(message)));
      worker.addEventListener('messageerror', () => reject(lost('a message could not be read')));
      try {
        worker.postMessage(task, []);
      } catch (cause) {
        reject(notPlain(cause));
      }
    }).finally(() => reads?.close());
  }

  /** Ends the worker, in the middle of what it does. */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    (await this.#worker?.catch(() => undefined))?.terminate();
  }
}

const lost = (why: string | undefined) =>
  new MedicoSamError('REALM_LOST', {
    message: `The worker that converts checkpoints has ended: ${why || 'the browser does not say why'}.`,
    hint: 'Call again; close other tabs where memory is short.',
  });

const notPlain = (cause: unknown) =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message: `What is handed to the hub is a File, a Blob or plain data: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
