/* The entry of the workers that `startWorker` starts: it serves a predictor, or inspects its realm and is thrown away. */
import { serveRealm, wrapMessagePort } from '@medicosam/core';
import { createBackend } from '../create-backend.js';
import { inspect } from '../devices/inspect.js';
import type { WorkerLike } from '../platform.js';
import { importRuntime } from '../runtime/import-runtime.js';
import { holdForLife } from './worker-life.js';
import type { WorkerAnswer, WorkerTask } from './worker-messages.js';

const scope = globalThis as unknown as WorkerLike;
const answer = (message: WorkerAnswer) => scope.postMessage(message, []);

scope.onmessage = ({ data: task }: { readonly data: WorkerTask }) => {
  scope.onmessage = null;
  if (task.kind === 'inspect') {
    void inspect(() => importRuntime(task.address)).then((inspection) =>
      answer({ kind: 'inspected', inspection }),
    );
    return;
  }
  const { settings, session, reports, lock } = task;
  const backend = createBackend({ ...settings, session }, async () => reports);
  serveRealm(wrapMessagePort(scope), backend, () => undefined);
  void holdForLife(lock).then(() => answer({ kind: 'serving' }));
};
