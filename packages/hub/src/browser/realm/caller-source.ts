import { fromErrorRecord } from '@medicosam/core';
import type { WorkerLike } from '../../platform.js';
import type { BytesMessage, ReadMessage } from './messages.js';

/** Files of the caller's model, read one range after the other. */
export interface CallerSource {
  sizeOf(file: string): Promise<number>;
  read(file: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** In a worker: the files of the model that the page was handed. */
export function callerSource(scope: WorkerLike, say: (message: ReadMessage) => void): CallerSource {
  let waiting:
    | { resolve(value: number | Uint8Array<ArrayBuffer>): void; reject(error: Error): void }
    | undefined;
  scope.addEventListener('message', ({ data }) => {
    const message = data as BytesMessage;
    if (message.kind === 'bytes') waiting?.resolve(message.value);
    if (message.kind === 'no-bytes') waiting?.reject(fromErrorRecord(message.error));
  });
  const ask = (message: ReadMessage) =>
    new Promise<number | Uint8Array<ArrayBuffer>>((resolve, reject) => {
      waiting = { resolve, reject };
      say(message);
    });
  return {
    sizeOf: async (file) => (await ask({ kind: 'read', file })) as number,
    read: async (file, offset, length) =>
      (await ask({ kind: 'read', file, range: { offset, length } })) as Uint8Array<ArrayBuffer>,
  };
}
