import type { Environment } from '../cache/cache-folder.js';
import type { CacheLayout } from '../cache/cache-layout.js';
import type { RetryOptions } from '../download/fetch-verified.js';
import type { RegistryEntry } from '../registry/registry-entry.js';

/** What the parts of a hub share. */
export interface HubContext {
  readonly layout: CacheLayout;
  readonly env: Environment;
  readonly retry: RetryOptions;
  readonly stallMs: number;
  /** The registry, own entries included. */
  entries(): Promise<readonly RegistryEntry[]>;
}

/** Whether an environment variable says yes. */
export const isOn = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase());
