import { type DicomVolume, readDicomSeries } from '../../src/dicom.js';
import { readSegSource, type SegSource } from '../../src/dicom-seg.js';
import { dicomFixtures, fileOf } from '../dicom/expected-dicom.js';
import { withText } from '../dicom/patch-dicom.js';

const POSITION = '-83.9063\\-91.2000\\6.6406';
const INSTANCE = '1.3.6.1.4.1.5962.1.1.4.1.1.20040826185059.5457';

/** MR_small.dcm, 64 × 64, in another place along z, as an instance of its own. */
export function smallSlice(z: string, instance: number, from = 'MR_small.dcm'): Uint8Array<ArrayBuffer> {
  const moved = withText(fileOf(dicomFixtures, from), POSITION, `-83.9063\\-91.200\\${z}`);
  return withText(moved, INSTANCE, INSTANCE.replace('.5457', `.54${instance}`));
}

/** Four slices, 1.5 mm apart, in files of another order. */
export const smallFiles = [
  smallSlice('4.0', 13),
  smallSlice('1.0', 11),
  smallSlice('5.5', 14),
  smallSlice('2.5', 12),
];

export interface Opened {
  readonly volume: DicomVolume;
  readonly source: SegSource;
}

export async function openSeries(files: readonly Uint8Array[]): Promise<Opened> {
  const { volumes } = await readDicomSeries(files);
  const [volume] = volumes;
  if (volume === undefined) throw new Error('There is no volume.');
  return { volume, source: await readSegSource(files, volume) };
}
