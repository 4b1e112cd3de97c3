import { MedicoSamError } from '@medicosam/core';
import { platform, type WorkerLike } from '../../platform.js';
import type { WorkerMessage } from './messages.js';

/** Loading a script takes no such time. */
const PATIENCE_MS = 30_000;

/** Makes the worker that runs this package's `browser/worker` entry. */
export type CreateWorker = () => WorkerLike;

/** The worker beside this module. Vite, webpack and browsers find it by this very form of address. */
const createOwnWorker: CreateWorker = () => {
  const worker: unknown = new Worker(new URL('./worker.js', import.meta.url), {
    type: 'module',
    name: 'medicosam-hub',
  });
  return worker as WorkerLike;
};

declare class Worker {
  constructor(address: { readonly href: string }, options: { type: 'module'; name: string });
}
declare const URL: new (path: string, base: string) => { readonly href: string };

/**
 * Starts a worker and waits until it listens.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE` where the worker's script is not found, forbidden or broken.
 */
export async function startWorker(create: CreateWorker = createOwnWorker): Promise<WorkerLike> {
  let worker: WorkerLike;
  try {
    worker = create();
  } catch (cause) {
    throw notStarted(cause instanceof Error ? cause.message : String(cause), cause);
  }
  try {
    await isReady(worker);
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function isReady(worker: WorkerLike): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = platform.setTimeout(
      () => reject(notStarted(`it did not answer in ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    const end = (settle: () => void) => {
      platform.clearTimeout(timer);
      settle();
    };
    worker.addEventListener('message', ({ data }) => {
      if ((data as WorkerMessage).kind === 'ready') end(resolve);
    });
    worker.addEventListener('error', ({ message }) =>
      end(() => reject(notStarted(message || 'its script was not found, or is not allowed here'))),
    );
  });
}

const notStarted = (why: string, cause?: unknown) =>
  new MedicoSamError('BACKEND_UNAVAILABLE', {
    message: `The worker that converts checkpoints cannot be started: ${why}.`,
    hint: 'Serve the worker beside the package, or make it: createHub({ worker }).',
    cause,
  });
