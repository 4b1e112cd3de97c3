import type { SourceVolume } from '../../src/labels.js';
import { type ImageFile, openImages } from '../../src/open.js';
import { smallFiles, smallSlice } from '../dicom-seg/small-series.js';

const fileOfBytes = (bytes: Uint8Array<ArrayBuffer>): ImageFile => ({
  arrayBuffer: async () => bytes.buffer,
});

async function open(files: readonly Uint8Array<ArrayBuffer>[]): Promise<SourceVolume> {
  const { items } = await openImages(files.map(fileOfBytes));
  const source = await items[0]?.read?.();
  if (!source) throw new Error('There is no series.');
  return source;
}

/** Four slices of 64 × 64 pixels, 1.5 mm apart. */
export const smallSeries = (): Promise<SourceVolume> => open(smallFiles);

/** The third of three slices is far away. */
export const unevenSeries = (): Promise<SourceVolume> =>
  open([smallSlice('1.0', 11), smallSlice('2.5', 12), smallSlice('9.0', 13)]);
