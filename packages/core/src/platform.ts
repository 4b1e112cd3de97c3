/**
 * The few globals that browsers, workers and Node share, described by the members used here.
 *
 * Core compiles without `lib: dom` and without `types: node`, and so do its declarations in a consumer:
 * nothing is declared globally, and the structural types below accept the platform's own objects.
 */

/** The part of `AbortSignal` that is used. The platform's own signals fit. */
export interface AbortSignalLike {
  /** Whether the work should end. */
  readonly aborted: boolean;
  /** What an aborted call rejects with: a DOMException named `AbortError` unless the caller chose another. */
  readonly reason: unknown;
  /** Calls `listener` at the abort; never, where it has already happened. */
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  /** Takes a listener away, so that a long-lived signal does not hold what it closes over. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface AbortControllerLike {
  readonly signal: AbortSignalLike;
  abort(reason?: unknown): void;
}

interface Platform {
  AbortController: new () => AbortControllerLike;
  DOMException: new (message: string, name: string) => Error;
  TextDecoder: new (label?: string, options?: { fatal?: boolean }) => { decode(bytes: Uint8Array): string };
  TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const { AbortController, DOMException, TextDecoder, TextEncoder } = globalThis as unknown as Platform;

/** Ends the current turn: lets messages, aborts and more urgent calls in. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => (globalThis as unknown as Platform).setTimeout(resolve, 0));
}

/** Throws on a turn of its own, where the platform reports it as uncaught: what is being done here goes on. */
export function throwLater(error: unknown): void {
  (globalThis as unknown as Platform).setTimeout(() => {
    throw error;
  }, 0);
}

interface SubtleCrypto {
  readonly subtle?: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> } | undefined;
}

/** SHA-256 in hex; undefined where the platform has none, which is a page that was not served over HTTPS. */
export async function sha256(bytes: Uint8Array): Promise<string | undefined> {
  const { crypto } = globalThis as unknown as { crypto?: SubtleCrypto };
  const digest = await crypto?.subtle?.digest('SHA-256', bytes);
  if (digest === undefined) return undefined;
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
