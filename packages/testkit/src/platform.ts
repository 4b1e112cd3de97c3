import type { AbortSignalLike } from '@medicosam/core';

interface Platform {
  AbortController: new () => { readonly signal: AbortSignalLike; abort(reason?: unknown): void };
  setTimeout(callback: () => void, delayMs: number): unknown;
  fetch(address: string): Promise<{ ok: boolean; status: number; arrayBuffer(): Promise<ArrayBuffer> }>;
}

const platform = globalThis as unknown as Platform;

/** Of browsers and Node alike; see core's file of the same name. */
export const { AbortController } = platform;

/** After the turn of the event loop that is under way. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => platform.setTimeout(resolve, 0));

/** `fetch`, by the members used here. */
export const fetchBytes: Platform['fetch'] = (address) => platform.fetch(address);
