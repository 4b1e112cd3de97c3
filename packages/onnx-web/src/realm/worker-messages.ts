import type { DeviceReport } from '@medicosam/core';
import type { Inspection } from '../devices/inspect-realm.js';
import type { RuntimeSettings } from '../runtime/load-runtime.js';

/** The first message to a worker: what it is for. */
export type WorkerTask = { readonly kind: 'inspect'; readonly address: string | undefined } | ServeTask;

/** To serve a predictor. */
export interface ServeTask {
  readonly kind: 'serve';
  readonly settings: RuntimeSettings;
  readonly session: Readonly<Record<string, unknown>> | undefined;
  /** As the caller's realm found them. */
  readonly reports: readonly DeviceReport[];
  /** The name of a lock to hold for life: see `worker-life.ts`. */
  readonly lock: string;
}

/** Its answer: then it serves, or is thrown away. */
export type WorkerAnswer =
  | { readonly kind: 'serving' }
  | { readonly kind: 'inspected'; readonly inspection: Inspection };
