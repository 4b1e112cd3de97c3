import type { Port } from './backend.js';

/** The part of a `MessagePort` or `Worker` that is used; those of browsers and Node's `MessagePort` fit. */
export interface MessagePortLike {
  postMessage(message: unknown, transfer: never[]): void;
  onmessage?: ((event: never) => void) | null | undefined;
  close?(): void;
  ref?(): void;
  unref?(): void;
}

/** A `MessagePort` (or a dedicated worker, or a worker's own scope) as a {@link Port}. */
export function wrapMessagePort(port: MessagePortLike): Port {
  let listener: Port['onmessage'] = null;
  return {
    postMessage: (message, transfer = []) => port.postMessage(message, transfer as never[]),
    get onmessage() {
      return listener;
    },
    set onmessage(value) {
      listener = value;
      const handler = value === null ? null : ({ data }: { data: unknown }) => value(data);
      port.onmessage = handler as MessagePortLike['onmessage'];
    },
    close: () => {
      port.onmessage = null;
      port.close?.();
    },
    ref: () => port.ref?.(),
    unref: () => port.unref?.(),
  };
}
