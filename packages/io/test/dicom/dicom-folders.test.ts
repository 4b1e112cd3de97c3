import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readDicomSeries, zipFiles } from '../../src/dicom.js';
import { folderFiles } from '../../src/node.js';
import { dicomFixtures, fileOf } from './expected-dicom.js';

const ct = fileOf(dicomFixtures, 'CT_small.dcm');
const mr = fileOf(dicomFixtures, 'MR_small.dcm');

test('a folder is read with those below it, by path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-dicom-'));
  try {
    await mkdir(join(folder, 'b'));
    await writeFile(join(folder, 'b', 'mr'), mr);
    await writeFile(join(folder, 'a.dcm'), ct);
    await writeFile(join(folder, '.hidden'), 'no image');
    await writeFile(join(folder, 'notes.txt'), 'no image');
    const files = await folderFiles(folder);
    expect(files.map(({ path }) => path)).toEqual(['a.dcm', join('b', 'mr'), 'notes.txt']);
    const { volumes, refused } = await readDicomSeries(files);
    expect(volumes.map(({ facts }) => facts.modality).sort()).toEqual(['CT', 'MR']);
    expect(refused).toMatchObject([{ file: 2, error: { code: 'FORMAT_INVALID' } }]);
  } finally {
    await rm(folder, { recursive: true });
  }
  await expect(folderFiles(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a zip archive is read file by file, and its damage is found', async () => {
  const archive = zipSync({ 'study/mr.dcm': [mr, { level: 9 }], 'study/a/ct.dcm': [ct, { level: 0 }] });
  const files = zipFiles(archive);
  expect(files.map(({ path }) => path)).toEqual(['study/a/ct.dcm', 'study/mr.dcm']);
  expect(new Uint8Array(await (files[1]?.arrayBuffer() ?? new ArrayBuffer()))).toEqual(mr);
  const { volumes } = await readDicomSeries(files);
  expect(volumes).toHaveLength(2);
  const flipped = archive.slice();
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] as number) ^ 1;
  const damaged = await readDicomSeries(zipFiles(flipped));
  expect(damaged.refused).toMatchObject([{ error: { code: 'FORMAT_INVALID' } }]);
  expect(() => zipFiles(archive.subarray(0, -30))).toThrow(/no directory/);
  await expect(zipFiles(archive, { maxMemoryBytes: 9000 })[1]?.arrayBuffer()).rejects.toMatchObject({
    code: 'FORMAT_UNSUPPORTED',
  });
});
