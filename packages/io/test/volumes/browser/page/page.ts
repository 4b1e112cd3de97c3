import type { PixelVolume } from '@medicosam/core';

/** What a page does with the bytes of a file: reads a volume, and writes it where the format is written. */
const formats = {
  async nifti(bytes: Uint8Array<ArrayBuffer>) {
    const { readNifti, writeNifti } = await import('../../../../src/nifti.js');
    const { volume } = readNifti(bytes);
    return { volume, written: writeNifti(volume) };
  },
  async nrrd(bytes: Uint8Array<ArrayBuffer>) {
    const { readNrrd, writeNrrd } = await import('../../../../src/nrrd.js');
    const { volume } = readNrrd(bytes);
    return { volume, written: writeNrrd(volume) };
  },
  async tiff(bytes: Uint8Array<ArrayBuffer>) {
    const { readTiffVolume } = await import('../../../../src/tiff.js');
    return { volume: readTiffVolume(bytes), written: new Uint8Array() };
  },
};

/** The name of a format here. */
export type FormatName = keyof typeof formats;

/** A volume as it crosses to the test. */
export interface Answer {
  readonly facts: Omit<PixelVolume, 'data'>;
  readonly type: string;
  readonly values: readonly number[];
  readonly written: readonly number[];
}

async function run(format: FormatName, bytes: readonly number[]): Promise<Answer> {
  const { volume, written } = await formats[format](Uint8Array.from(bytes));
  const { data, ...facts } = volume;
  return { facts, type: data.constructor.name, values: [...data], written: [...written] };
}

Object.assign(globalThis, { run });
