/**
 * The few globals that browsers, workers and Node share, described by the members used here.
 *
 * Core compiles without `lib: dom` and without `types: node`, and so do its declarations in a consumer:
 * nothing is declared globally, and the structural types below accept the platform's own objects.
 */

/** The part of `AbortSignal` that is used. The platform's own signals fit. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
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
