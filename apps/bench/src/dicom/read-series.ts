// The measured process of ours: a folder → one volume; prints a Reading.
import { crc32 } from 'node:zlib';
import { type DicomVolume, readDicomSeries } from '@medicosam/io/dicom';
import { folderFiles } from '@medicosam/io/node';
import { ownPeakMb } from '../peak-memory.js';
import type { Reading } from './reading.js';

const [folder = ''] = process.argv.slice(2);

async function read(): Promise<{ milliseconds: number; volume: DicomVolume }> {
  const begin = performance.now();
  const { volumes, warnings } = await readDicomSeries(await folderFiles(folder));
  const milliseconds = performance.now() - begin;
  const [volume, ...others] = volumes;
  if (!volume || others.length > 0 || warnings.length > 0) throw new Error('The series was not read whole.');
  return { milliseconds, volume };
}

const before = process.cpuUsage();
const first = await read();
const { user, system } = process.cpuUsage(before);
const peakMb = ownPeakMb();
const { data, width, height, depth, affine } = first.volume;
let sum = 0;
for (const value of data) sum += value;
const reading: Reading = {
  milliseconds: [first.milliseconds, (await read()).milliseconds],
  cpuSeconds: (user + system) / 1e6,
  peakMb,
  shape: [depth, height, width],
  crc: crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  mean: sum / data.length,
  affine: [...affine],
};
process.stdout.write(JSON.stringify(reading));
