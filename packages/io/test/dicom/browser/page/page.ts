/// <reference lib="dom" />
import { readDicom, readDicomSeries } from '../../../../src/dicom.js';
import { readSegSource, writeDicomSeg } from '../../../../src/dicom-seg.js';

/** Reads a file of the site: its samples as they lie in memory, in hex of SHA-256, frame by frame. */
const hashes = async (file: string): Promise<string[]> => {
  const blob = await (await fetch(file)).blob();
  const { frames } = await readDicom(blob, { asStored: true });
  return Promise.all(
    frames.map(async ({ data }) => {
      const hash = await crypto.subtle.digest('SHA-256', data.slice().buffer as ArrayBuffer);
      return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }),
  );
};

/** The code of the error that reading a file of the site gives. */
const refusal = (file: string) =>
  hashes(file).then(
    () => '',
    ({ code }) => code,
  );

/** The bytes of a segmentation of a file of the site: one voxel, by its index. */
const segmented = async (file: string, voxel: number): Promise<number[]> => {
  const blob = await (await fetch(file)).blob();
  const { volumes } = await readDicomSeries([blob]);
  const [volume] = volumes;
  if (volume === undefined) throw new Error('There is no volume.');
  const mask = new Uint8Array(volume.width * volume.height);
  mask[voxel] = 1;
  const source = await readSegSource([blob], volume);
  return [...writeDicomSeg({ source, segments: [{ label: 'Käse', mask }] })];
};

Object.assign(globalThis, { hashes, refusal, segmented });
