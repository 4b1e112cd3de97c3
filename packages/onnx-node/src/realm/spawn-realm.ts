import { Worker } from 'node:worker_threads';
import type { DeviceReport, Realm } from '@medicosam/core';
import { nodePort } from './node-port.js';

/** What a worker is started with. */
export interface RealmData {
  readonly session: Readonly<Record<string, unknown>> | undefined;
  /** As the starting thread found them: to find them takes processes. */
  readonly reports: readonly DeviceReport[];
}

/** Starts a worker thread that serves a predictor. It keeps the process alive only while a call is pending. */
export function spawnRealm(data: RealmData): Realm {
  const worker = new Worker(new URL('./realm-worker.js', import.meta.url), {
    name: 'medicosam',
    workerData: data,
    // Not the process's own: --input-type, for one, does not suit a file.
    execArgv: [],
  });
  let reason: string | undefined;
  const closed = new Promise<{ readonly reason: string }>((resolve) => {
    worker.once('error', (error: Error) => {
      reason = `${error.name}: ${error.message}`;
    });
    worker.once('exit', (code) => resolve({ reason: reason ?? `its thread ended with code ${code}` }));
  });
  return {
    port: Object.assign(nodePort(worker), { ref: () => worker.ref(), unref: () => worker.unref() }),
    closed,
    terminate: async () => {
      reason ??= 'it was terminated';
      await worker.terminate();
    },
  };
}
