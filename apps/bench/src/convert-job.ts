// The measured process of a conversion: checkpoint → folder; prints seconds and peak memory.
import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { convertCheckpoint } from '@medicosam/convert';
import { fileSource } from '@medicosam/onnx-node';

const [checkpoint = '', folder = '', storage = 'fp32'] = process.argv.slice(2);
const source = await fileSource(checkpoint);
const begin = performance.now();
await convertCheckpoint({
  checkpoint: source,
  storages: [storage === 'w16' ? 'w16' : 'fp32'],
  createSha256: () => createHash('sha256'),
  sink: {
    async create(file) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      const handle = await open(path, 'w');
      return { write: async (bytes) => void (await handle.write(bytes)), close: () => handle.close() };
    },
  },
});
await source.close();
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - begin) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
