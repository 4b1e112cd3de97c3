import type { DeviceReport } from '@medicosam/core';
import type { Inspection } from '../devices/inspect-realm.js';
import type { RuntimeSettings } from '../runtime/load-runtime.js';

/** The first message to a worker: what it is for. */
export type WorkerTask =
  | { readonly kind: 'inspect'; readonly address: string | undefined }
  | {
      readonly kind: 'serve';
      readonly settings: RuntimeSettings;
      readonly session: Readonly<Record<string, unknown>> | undefined;
      /** As the caller's realm found them. */
      readonly reports: readonly DeviceReport[];
    };

/** Its answer: then it serves, or is thrown away. */
export type WorkerAnswer =
  | { readonly kind: 'serving' }
  | { readonly kind: 'inspected'; readonly inspection: Inspection };
