// Puts more than the system lets a process write: node put-too-much.mjs <folder>. Prints how that ended.
import { diskBlobStore } from '../../dist/stores/disk/disk-blob-store.js';

const store = diskBlobStore(process.argv[2], { maxBytes: 1e7 });
const { code, cause } = await store.put('an_entry', new Uint8Array(900_000)).then(
  () => ({ code: 'written' }),
  (error) => error,
);
console.log(JSON.stringify({ code, cause: cause?.code }));
