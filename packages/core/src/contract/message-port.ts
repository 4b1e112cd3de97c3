import type { Port } from './backend.js';

/** The part of a `MessagePort` or `Worker` that is used; those of browsers and Node's `MessagePort` fit. */
export interface MessagePortLike {
  /** Sends a structured clone; what is transferred is moved instead of copied. */
  postMessage(message: unknown, transfer: never[]): void;
  /** Gets an event whose `data` is the message, as the platform's own ports do. */
  onmessage?: ((event: never) => void) | null | undefined;
  /** Ends the connection. A worker's own scope has it; a `Worker` is ended by `terminate` instead. */
  close?(): void;
  /** Node alone: keeps the process alive. */
  ref?(): void;
  /** Node alone: lets the process end although the port is open. */
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
