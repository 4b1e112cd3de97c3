import { calls, type Place } from './store-calls.js';

/** Puts an entry from a worker. */
function putInWorker(place: Place, key: string): Promise<string> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.postMessage({ place, key });
  });
}

const found = { hits: 0, problems: [] as string[] };

/** What the tests call. */
const onPage = { ...calls, putInWorker, found };
export type OnPage = typeof onPage;
Object.assign(globalThis, { onPage });
