import type { Port } from '@medicosam/core';

/** The part of a worker, or of a worker's `parentPort`, that is used. */
export interface NodePortLike {
  postMessage(message: unknown, transfer?: never[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** A worker, or a worker's `parentPort`, as core's {@link Port}. */
export function nodePort(port: NodePortLike): Port {
  let onmessage: Port['onmessage'] = null;
  const listener = (message: unknown) => onmessage?.(message);
  return {
    postMessage: (message, transfer = []) => port.postMessage(message, transfer as never[]),
    get onmessage() {
      return onmessage;
    },
    set onmessage(value) {
      if (value !== null && onmessage === null) port.on('message', listener);
      if (value === null && onmessage !== null) port.off('message', listener);
      onmessage = value;
    },
    close() {
      this.onmessage = null;
    },
  };
}
