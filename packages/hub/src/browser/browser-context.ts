import type { RetryOptions } from '../download/fetch-verified.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import type { CreateWorker } from './realm/start-worker.js';
import type { HubFiles } from './storage/hub-files.js';

/** What the parts of a browser's hub share. */
export interface BrowserContext {
  readonly root: string;
  readonly retry: RetryOptions;
  readonly stallMs: number;
  readonly worker: CreateWorker | undefined;
  /** The storage, opened once. */
  files(): Promise<HubFiles>;
  /** The registry, own entries included. */
  entries(): Promise<readonly RegistryEntry[]>;
}
