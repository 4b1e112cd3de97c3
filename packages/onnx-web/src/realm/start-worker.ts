import { MedicoSamError } from '@medicosam/core';
import { isNode, platform, type WorkerLike } from '../platform.js';
import type { WorkerAnswer, WorkerTask } from './worker-messages.js';

/** A slow machine compiles wasm for half a minute; loading a script takes no such time. */
const PATIENCE_MS = 30_000;

/** Makes the worker that runs this package's `worker` entry. */
export type CreateWorker = () => WorkerLike;

/** The worker beside this module. Vite, webpack and browsers find it by this very form of address. */
const createOwnWorker: CreateWorker = () => {
  const worker: unknown = new Worker(new URL('./worker.js', import.meta.url), {
    type: 'module',
    name: 'medicosam',
  });
  return worker as WorkerLike;
};

declare class Worker {
  constructor(address: { readonly href: string }, options: { type: 'module'; name: string });
}
declare const URL: new (path: string, base: string) => { readonly href: string };

/** Whether this realm can start workers. Node cannot, though ONNX Runtime puts a `Worker` of another kind there. */
export const hasWorkers = (): boolean => !isNode() && platform.Worker !== undefined;

/**
 * Starts a worker, sends it its task and waits for its answer.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE` where the worker's script is not found, forbidden or broken.
 */
export async function startWorker(
  task: WorkerTask,
  create: CreateWorker = createOwnWorker,
): Promise<{ readonly worker: WorkerLike; readonly answer: WorkerAnswer }> {
  let worker: WorkerLike;
  try {
    worker = create();
  } catch (cause) {
    throw notStarted(cause instanceof Error ? cause.message : String(cause), cause);
  }
  try {
    return { worker, answer: await answerOf(worker, task) };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function answerOf(worker: WorkerLike, task: WorkerTask): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const timer = platform.setTimeout(
      () => reject(notStarted(`it did not answer in ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    const end = (settle: () => void) => {
      platform.clearTimeout(timer);
      settle();
    };
    worker.onmessage = ({ data }: { readonly data: WorkerAnswer }) => {
      worker.onmessage = null;
      end(() => resolve(data));
    };
    worker.addEventListener('error', ({ message }) =>
      end(() => reject(notStarted(message || 'its script was not found, or is not allowed here'))),
    );
    worker.postMessage(task, []);
  });
}

const notStarted = (why: string, cause?: unknown) =>
  new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: `The worker for a predictor cannot be started: ${why}.`,
    hint: 'Serve the worker beside the package, or make it: onnxWeb({ worker }). To do without: onnxWeb({ inRealm: true }).',
    cause,
  });
