import { zipSync } from 'fflate';
import { readDicom, zipFiles } from '../../src/dicom.js';
import { describeFuzz } from '../fuzz-reader.js';
import { dicomFixtures, expectationsOf, fileOf } from './expected-dicom.js';

const originals = expectationsOf(dicomFixtures)
  .files.map(({ file }) => ({ file, bytes: fileOf(dicomFixtures, file) }))
  .filter(({ bytes }) => bytes.length < 25_000);

describeFuzz('DICOM files', {
  originals,
  read: async (bytes) => {
    const { frames, facts } = await readDicom(bytes);
    if (frames.length !== facts.frameCount) throw new Error(`${frames.length} frames`);
    for (const { data, width, height, channels } of frames) {
      if (data.length !== width * height * channels) throw new Error('sizes do not fit');
    }
  },
});

const [first, second, third] = originals.map(({ bytes }) => bytes.subarray(0, 3000));
if (!first || !second || !third) throw new Error('There are too few small files.');

describeFuzz('zip archives', {
  originals: [
    { file: 'packed', bytes: zipSync({ a: first, 'b/c': second, 'b/d': third }, { level: 9 }) },
    { file: 'stored', bytes: zipSync({ a: first, 'b/c': [second, { level: 9 }] }, { level: 0 }) },
    { file: 'small', bytes: zipSync({ 'a/b/c': Uint8Array.of(1, 2, 3) }) },
  ],
  read: async (bytes) => {
    for (const file of zipFiles(bytes)) await file.arrayBuffer();
  },
});
