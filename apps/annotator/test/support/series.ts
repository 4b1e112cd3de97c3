import { readFile } from 'node:fs/promises';

const MR = new URL('../../../../packages/io/test/fixtures/dicom/MR_small.dcm', import.meta.url);
const POSITION = '-83.9063\\-91.2000\\6.6406';
const INSTANCE = '1.3.6.1.4.1.5962.1.1.4.1.1.20040826185059.5457';

/** A DICOM series of four slices of 64 × 64, 1.5 mm apart, in files of another order. Each is MR_small.dcm elsewhere. */
export async function smallSeries() {
  const text = (await readFile(MR)).toString('latin1');
  return ['4.0', '1.0', '5.5', '2.5'].map((z, number) => {
    const place = `-83.9063\\-91.200\\${z}`.padEnd(POSITION.length);
    const instance = INSTANCE.replace('.5457', `.546${number}`);
    const content = text.replaceAll(POSITION, place).replaceAll(INSTANCE, instance);
    return {
      name: `${number}.dcm`,
      mimeType: 'application/dicom',
      buffer: Buffer.from(content, 'latin1'),
    };
  });
}
