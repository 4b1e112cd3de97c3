import { platform } from '../../platform.js';

/** How much a site stores, as the browser tells it: about. */
export interface StorageEstimate {
  /** Of all that the site stores; `null` where the browser does not say. */
  readonly usedBytes: number | null;
  /** What it may store; `null` where the browser does not say. */
  readonly quotaBytes: number | null;
  /** Whether the browser keeps it until the user takes it away. */
  readonly persisted: boolean;
}

/** See `BrowserHub.estimate`. */
export async function readEstimate(): Promise<StorageEstimate> {
  const { storage } = platform.navigator ?? {};
  const [estimate, persisted] = await Promise.all([
    storage?.estimate?.().catch(() => undefined),
    storage?.persisted?.().catch(() => false),
  ]);
  return {
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    persisted: persisted ?? false,
  };
}

/** See `BrowserHub.persist`. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await platform.navigator?.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
