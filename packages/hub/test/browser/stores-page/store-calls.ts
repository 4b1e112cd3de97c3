import { isMedicoSamError } from '@medicosam/core';
import { opfsBlobStore } from '../../../src/stores/opfs/opfs-blob-store.js';

/** Where a store lies, and its bound. */
export interface Place {
  readonly path: string;
  readonly maxBytes: number;
}

const storeOf = ({ path, maxBytes }: Place) => opfsBlobStore(path, { maxBytes });

/** Bytes that say themselves how they go on. */
function contentOf(seed: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, seed);
  for (let i = 4; i < length; i++) bytes[i] = ((bytes[i - 4] ?? 0) + i) & 255;
  return bytes;
}

const codeOf = (error: unknown): string =>
  isMedicoSamError(error) ? error.code : `${error instanceof Error ? error.name : error}`;

/** `whole`, `none`, `changed`, or the code of an error. */
async function look(place: Place, key: string): Promise<string> {
  try {
    const bytes = await storeOf(place).get(key);
    if (!bytes) return 'none';
    const expected = contentOf(new DataView(bytes.buffer).getUint32(0), bytes.length);
    return expected.every((byte, i) => byte === bytes[i]) ? 'whole' : 'changed';
  } catch (error) {
    return codeOf(error);
  }
}

/** `put`, or the code of an error. */
const put = (place: Place, key: string, length: number): Promise<string> =>
  storeOf(place)
    .put(key, contentOf(Math.floor(Math.random() * 2 ** 32), length))
    .then(() => 'put', codeOf);

/** What a page can be asked to do. */
export const calls = {
  put,
  look,
  async list(place: Place) {
    return (await storeOf(place).list()).sort((a, b) => a.key.localeCompare(b.key));
  },
  delete: (place: Place, key: string) => storeOf(place).delete(key),
  clear: (place: Place) => storeOf(place).clear(),
  /** Puts, looks and lists at random until the page is closed; what should not be is in `problems`. */
  use(place: Place, found: { hits: number; problems: string[] }) {
    const work = async (): Promise<never> => {
      for (;;) {
        const key = `entry-${Math.floor(10 + 8 * Math.random())}`;
        const said =
          Math.random() < 0.5
            ? await put(place, key, Math.floor(8 + 300_000 * Math.random()))
            : await look(place, key);
        if (said === 'whole') found.hits++;
        else if (said !== 'put' && said !== 'none') found.problems.push(said);
        const entries = await storeOf(place).list();
        const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
        if (sizeBytes > place.maxBytes) found.problems.push(`${sizeBytes} bytes`);
      }
    };
    void work();
  },
};
