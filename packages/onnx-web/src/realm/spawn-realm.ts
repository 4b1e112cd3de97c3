import { type Realm, wrapMessagePort } from '@medicosam/core';
import { type CreateWorker, startWorker } from './start-worker.js';
import type { WorkerTask } from './worker-messages.js';

/**
 * Starts a worker that serves a predictor.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE`.
 */
export async function spawnRealm(task: WorkerTask, create: CreateWorker | undefined): Promise<Realm> {
  const { worker } = await startWorker(task, create);
  let end: (closed: { readonly reason: string }) => void = () => {};
  const closed = new Promise<{ readonly reason: string }>((resolve) => {
    end = resolve;
  });
  // Nobody is told when the browser ends a worker for want of memory: only of what it cannot read any more.
  worker.addEventListener('messageerror', () => end({ reason: 'a message of its worker could not be read' }));
  return {
    port: wrapMessagePort(worker),
    closed,
    async terminate() {
      worker.terminate();
      end({ reason: 'it was terminated' });
    },
  };
}
