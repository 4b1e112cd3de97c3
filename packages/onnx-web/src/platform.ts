/*
 * The browser by the few members that are used, so that this package compiles, and its declarations do in a consumer,
 * without `lib: dom`. All of it may be absent: in Node, and while a page is rendered on a server.
 */

/** What ended a GPU device, as `GPUDevice.lost` tells it. */
export interface GpuLossLike {
  readonly message: string;
}

/** A `GPUDevice`. */
export interface GpuDeviceLike {
  /** Settles when the device is gone. */
  readonly lost: Promise<GpuLossLike>;
  /** Gives the device up; it counts as lost. */
  destroy(): void;
}

/** A `GPUAdapter`. */
export interface GpuAdapterLike {
  readonly limits: object;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
  requestDevice(): Promise<GpuDeviceLike>;
}

/** The answer of a request. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A dedicated `Worker`, or the worker's own scope. */
export interface WorkerLike {
  /** Sends a message; what is listed in `transfer` moves instead of being copied. */
  postMessage(message: unknown, transfer: never[]): void;
  /** The one listener of answers to a single task. */
  onmessage?: ((event: never) => void) | null;
  /** Hears messages and failures. */
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: { readonly data?: unknown; readonly message?: string }) => void,
  ): void;
  /** Ends the worker at once. */
  terminate(): void;
}

interface Platform {
  readonly navigator?: {
    readonly gpu?: { requestAdapter(): Promise<GpuAdapterLike | null> };
    readonly hardwareConcurrency?: number;
    /** Only of a page that was served over HTTPS. */
    readonly locks?: { request<T>(name: string, callback: () => T | Promise<T>): Promise<T> };
  };
  readonly location?: { readonly href: string };
  readonly crossOriginIsolated?: boolean;
  readonly SharedArrayBuffer?: unknown;
  readonly process?: { readonly versions?: { readonly node?: string }; readonly type?: string };
  readonly Worker?: unknown;
  readonly setTimeout: (callback: () => void, delayMs: number) => unknown;
  readonly clearTimeout: (handle: unknown) => void;
  fetch(address: string, options?: { readonly signal?: unknown }): Promise<ResponseLike>;
}

/** The globals of the realm, read when they are used. */
export const platform = globalThis as unknown as Platform;

/** Whether this is Node, which has wasm and no WebGPU. A window of Electron is a browser, though it may have Node too. */
export function isNode(): boolean {
  const { versions, type } = platform.process ?? {};
  return versions?.node !== undefined && type !== 'renderer';
}
