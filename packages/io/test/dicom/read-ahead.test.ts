import { MedicoSamError } from '@medicosam/core';
import { expect, test } from 'vitest';
import { readDicomSeries } from '../../src/dicom.js';
import { dicomFixtures, fileOf } from './expected-dicom.js';

const ct = fileOf(dicomFixtures, 'CT_small.dcm');
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A file that is there after a while, or refuses to be read. */
const blob = (bytes: Uint8Array<ArrayBuffer>, milliseconds: number, error?: Error) => ({
  arrayBuffer: async () => {
    await wait(milliseconds);
    if (error) throw error;
    return bytes.slice().buffer;
  },
});

test('files that come out of turn keep their numbers', async () => {
  const unreadable = new MedicoSamError('FILE_UNREADABLE', { message: 'Gone.' });
  const noise = new Uint8Array(300);
  const files = [
    blob(ct, 20),
    blob(ct, 0, unreadable),
    blob(noise, 10),
    blob(ct, 0),
    blob(noise, 0),
    blob(ct, 5),
  ];
  const { volumes, refused } = await readDicomSeries(files);
  expect(refused.map(({ file, error }) => [file, error.code])).toEqual([
    [1, 'FILE_UNREADABLE'],
    [2, 'FORMAT_INVALID'],
    [4, 'FORMAT_INVALID'],
  ]);
  expect(volumes.flatMap(({ slices }) => slices.map(({ file }) => file))).toEqual([0]);
});

test('an error that is no refusal is passed on, and so is the reason of a signal', async () => {
  const files = [blob(ct, 10), blob(ct, 0, new RangeError('A defect.')), blob(ct, 0)];
  await expect(readDicomSeries(files)).rejects.toThrow('A defect.');
  const controller = new AbortController();
  const asked: number[] = [];
  async function* source() {
    for (let i = 0; i < 50; i++) {
      asked.push(i);
      if (i === 8) controller.abort(new Error('Enough.'));
      yield blob(ct, 0);
    }
  }
  await expect(readDicomSeries(source(), { signal: controller.signal })).rejects.toThrow('Enough.');
  expect(asked).toHaveLength(9);
});
