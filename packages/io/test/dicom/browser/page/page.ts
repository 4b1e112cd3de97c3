/// <reference lib="dom" />
import { readDicom } from '../../../../src/dicom.js';

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

Object.assign(globalThis, { hashes, refusal });
