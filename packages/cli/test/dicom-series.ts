import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { withText } from '../../io/test/dicom/patch-dicom.js';
import { imageFixture } from './medicosam.js';

const POSITION = '-83.9063\\-91.2000\\6.6406';
const INSTANCE = '1.3.6.1.4.1.5962.1.1.4.1.1.20040826185059.5457';
export const SERIES = '1.3.6.1.4.1.5962.1.3.4.1.20040826185059.5457';
/** Who is said to be in the pictures, and under which number. */
export const PATIENT = /CompressedSamples|4MR1/;

const original = new Uint8Array(readFileSync(imageFixture('dicom/MR_small.dcm')));

/** An MR slice of 64 × 64 pixels of 0.3125 mm, its first pixel at (−83.9063, −91.2, z). */
export const mrSlice = (z: string, series = SERIES): Uint8Array =>
  withText(
    withText(
      withText(original, POSITION, `-83.9063\\-91.200\\${z}`),
      INSTANCE,
      INSTANCE.replace('.5457', `.5${z.replace('.', '')}`),
    ),
    SERIES,
    series,
  );

/** Writes slices into a folder, the first in the patient last by name. */
export async function writeSeries(
  folder: string,
  places: readonly string[],
  series?: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [index, z] of [...places].reverse().entries()) {
    await writeFile(join(folder, `${series === undefined ? 'a' : 'b'}${index}`), mrSlice(z, series));
  }
  return folder;
}

/** A zip archive of files as they are. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, end, path);
    const entry = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, content]);
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
