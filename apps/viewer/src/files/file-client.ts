import { ERROR_CODES, type ErrorCode, MedicoSamError } from '@medicosam/core';
import type { FileJobs, JobAnswer, JobName } from './file-jobs.js';

/** Called as slices are read. */
type OnProgress = (done: number, total: number) => void;

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
  readonly onProgress: OnProgress | undefined;
}

/** The page's side of the file worker, which is started when it is first needed. */
class FileClient {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;

  /**
   * Has the worker do a job.
   *
   * @throws MedicoSamError as `@medicosam/io`; `FILE_UNREADABLE` where the worker cannot be started.
   */
  run<Name extends JobName>(
    job: Name,
    input: FileJobs[Name]['in'],
    onProgress?: OnProgress,
  ): Promise<FileJobs[Name]['out']> {
    this.#worker ??= this.#start();
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
    });
    this.#worker.postMessage({ id, job, input });
    return answer as Promise<FileJobs[Name]['out']>;
  }

  #start(): Worker {
    // Bundlers find the worker by this very form of address.
    const worker = new Worker(new URL('./file-worker.js', import.meta.url), {
      type: 'module',
      name: 'files',
    });
    worker.onmessage = ({ data }: MessageEvent<JobAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      if ('done' in data) {
        waiting?.onProgress?.(data.done, data.total);
        return;
      }
      this.#waiting.delete(data.id);
      if ('error' in data) waiting?.reject(revive(data.error));
      else waiting?.resolve(data.output);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.#worker = undefined;
      const stopped = new MedicoSamError('FILE_UNREADABLE', {
        message: `The page's worker for files does not run${message ? `: ${message}` : ''}.`,
        hint: 'Check that the site has all files of the application; then open the images again.',
      });
      for (const { reject } of this.#waiting.values()) reject(stopped);
      this.#waiting.clear();
    };
    return worker;
  }
}

/** The one of the page. */
export const fileClient = new FileClient();

function revive({ code, message, hint }: Extract<JobAnswer, { error: unknown }>['error']): Error {
  const isOurs = code !== undefined && code in ERROR_CODES;
  return isOurs ? new MedicoSamError(code as ErrorCode, { message, hint }) : new Error(message);
}
