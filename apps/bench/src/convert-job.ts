// The measured process of a conversion: checkpoint → folder; prints seconds and peak memory.
import { createHash } from 'node:crypto';
import { convertCheckpoint, type Storage } from '@medicosam/convert';
import { DiskFolderSink, fileSource } from '@medicosam/onnx-node';
import { ownPeakMb } from './peak-memory.js';

const [checkpoint = '', folder = '', storage = 'fp32'] = process.argv.slice(2);
const source = await fileSource(checkpoint);
const sink = new DiskFolderSink(folder);
const begin = performance.now();
await convertCheckpoint({
  checkpoint: source,
  storages: [storage as Storage],
  createSha256: () => createHash('sha256'),
  sink,
});
await sink.commit();
await source.close();
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - begin) / 1000,
    peakMb: ownPeakMb(),
  }),
);
