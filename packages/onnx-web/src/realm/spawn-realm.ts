import { type Realm, wrapMessagePort } from '@medicosam/core';
import { type CreateWorker, startWorker } from './start-worker.js';
import { endOfLife, lockName } from './worker-life.js';
import type { ServeTask } from './worker-messages.js';

/**
 * Starts a worker that serves a predictor.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE`.
 */
export async function spawnRealm(
  task: Omit<ServeTask, 'kind' | 'lock'>,
  create: CreateWorker | undefined,
): Promise<Realm> {
  const lock = lockName();
  const { worker } = await startWorker({ kind: 'serve', ...task, lock }, create);
  let end: (closed: { readonly reason: string }) => void = () => {};
  const closed = new Promise<{ readonly reason: string }>((resolve) => {
    end = resolve;
  });
  void endOfLife(lock).then(() => end({ reason: 'its worker has ended' }));
  worker.addEventListener('messageerror', () => end({ reason: 'a message of its worker could not be read' }));
  return {
    port: wrapMessagePort(worker),
    closed,
    async terminate() {
      end({ reason: 'it was terminated' });
      worker.terminate();
    },
  };
}
