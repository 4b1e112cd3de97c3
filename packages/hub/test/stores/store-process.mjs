// Puts and gets entries of one store until it is killed, and tells what is not as it was put:
// node store-process.mjs <folder> <maxBytes>.
import { randomBytes, randomInt } from 'node:crypto';
import { diskBlobStore } from '../../dist/stores/disk/disk-blob-store.js';

const [folder, maxBytes] = process.argv.slice(2);
const store = diskBlobStore(folder, { maxBytes: Number(maxBytes) });

/** Bytes that say themselves how they go on: parts of two that were put are told from one. */
const contentOf = (start, length) => new Uint8Array(Buffer.alloc(length, start));

function check(key, bytes) {
  if (Buffer.compare(bytes, contentOf(bytes.slice(0, 16), bytes.length)) !== 0) console.log(`corrupt ${key}`);
}

for (;;) {
  const key = `entry-${randomInt(10, 24)}`;
  try {
    if (randomInt(2) === 0) await store.put(key, contentOf(randomBytes(16), randomInt(16, 1_500_000)));
    else {
      const bytes = await store.get(key);
      if (bytes) check(key, bytes);
      console.log(bytes ? 'hit' : 'miss');
    }
    if (randomInt(100) === 0) await store.clear();
  } catch (error) {
    console.log(`error ${error.code} ${error.message}`);
  }
}
