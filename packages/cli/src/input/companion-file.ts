import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A header's second file: looked for beside it alone, never by a path that the header states. */
const readBeside = (path: string, name: string): Promise<Uint8Array | undefined> =>
  readFile(join(dirname(path), name)).catch(() => undefined);

/** The `.img` of a NIfTI pair, compressed or not; undefined where `path` is no `.hdr`, or it is not there. */
export async function imageOfPair(path: string): Promise<Uint8Array | undefined> {
  const [, stem] = /^(.*)\.hdr(\.gz)?$/i.exec(basename(path)) ?? [];
  if (stem === undefined) return undefined;
  return (await readBeside(path, `${stem}.img`)) ?? readBeside(path, `${stem}.img.gz`);
}

/** The data file of a detached NRRD header; undefined where it is no file of the same folder. */
export async function dataOfNrrd(path: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const header = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)).split(/\r?\n\r?\n/)[0] ?? '';
  const name = /^data ?file:[ \t]*(.+?)[ \t]*$/im.exec(header)?.[1];
  if (name === undefined || /[\\/]/.test(name.replace(/^\.\//, ''))) return undefined;
  return readBeside(path, name);
}
