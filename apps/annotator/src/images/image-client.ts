import { ERROR_CODES, type ErrorCode, MedicoSamError } from '@medicosam/core';
import type { ImageJobs, JobAnswer, JobName } from './image-jobs.js';

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** The page's side of the image worker, which is started when it is first needed. */
export class ImageClient {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  /**
   * Has the worker do a job.
   *
   * @throws MedicoSamError as `readImage` of `@medicosam/io`; `FILE_UNREADABLE` where the worker cannot be started.
   */
  run<Name extends JobName>(job: Name, input: ImageJobs[Name]['in']): Promise<ImageJobs[Name]['out']> {
    this.#worker ??= this.#start();
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, job, input });
    return answer as Promise<ImageJobs[Name]['out']>;
  }

  #start(): Worker {
    // Bundlers find the worker by this very form of address.
    const worker = new Worker(new URL('./image-worker.js', import.meta.url), {
      type: 'module',
      name: 'images',
    });
    worker.onmessage = ({ data }: MessageEvent<JobAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('error' in data) waiting?.reject(revive(data.error));
      else waiting?.resolve(data.output);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.#worker = undefined;
      const stopped = new MedicoSamError('FILE_UNREADABLE', {
        message: `The page's worker for images does not run${message ? `: ${message}` : ''}.`,
        hint: 'Check that the site has all files of the application, and that the page may load them; then open the image again.',
      });
      for (const { reject } of this.#waiting.values()) reject(stopped);
      this.#waiting.clear();
    };
    return worker;
  }
}

function revive({ code, message, hint }: Extract<JobAnswer, { error: unknown }>['error']): Error {
  const isOurs = code !== undefined && code in ERROR_CODES;
  return isOurs ? new MedicoSamError(code as ErrorCode, { message, hint }) : new Error(message);
}
