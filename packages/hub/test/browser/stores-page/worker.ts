import { calls, type Place } from './store-calls.js';

/** Puts an entry from a worker. */
globalThis.onmessage = async ({ data }: MessageEvent<{ place: Place; key: string }>) => {
  globalThis.postMessage(await calls.put(data.place, data.key, 1000));
};
