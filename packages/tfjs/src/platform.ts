/*
 * Globals that browsers, workers and Node share, by the members used here; see core's file of the same name.
 */

interface PortLike {
  onmessage: (() => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

interface Platform {
  readonly MessageChannel: new () => { readonly port1: PortLike; readonly port2: PortLike };
  readonly performance: { now(): number };
  readonly process?: {
    readonly versions?: { readonly node?: string };
    getBuiltinModule?(name: 'node:util'): { readonly isNullOrUndefined?: unknown };
  };
}

const platform = globalThis as unknown as Platform;

/**
 * Ends the current turn of the event loop: lets messages and aborts in. By a message, since browsers hold timers back, up
 * to a second in a page that is not seen.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new platform.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Milliseconds since some moment. */
export const now = (): number => platform.performance.now();

/** The version of Node, `20.20.2`; undefined elsewhere. */
export const nodeVersion = (): string | undefined => platform.process?.versions?.node;

/** Whether Node lacks what tfjs-node 4.22 calls in `node:util`: removed in 23, unless the application puts it back. */
export function lacksOldUtil(): boolean {
  const util = platform.process?.getBuiltinModule?.('node:util');
  return util !== undefined && util.isNullOrUndefined === undefined;
}
