import { TextDecoder } from '../platform.js';

/** Gives a file that lies beside another, by its name alone; undefined where there is none. */
export type ReadBeside = (name: string) => Promise<Uint8Array | undefined>;

/** The `.img` of a NIfTI pair, compressed or not; undefined where `name` ends in no `.hdr`, or it is not there. */
export async function imageOfPair(name: string, beside: ReadBeside): Promise<Uint8Array | undefined> {
  const [, stem] = /^(.*)\.hdr(\.gz)?$/i.exec(name) ?? [];
  if (stem === undefined) return undefined;
  return (await beside(`${stem}.img`)) ?? beside(`${stem}.img.gz`);
}

/** The data file of a detached NRRD header; undefined where the header names one of another folder, or it is not there. */
export async function dataOfNrrd(bytes: Uint8Array, beside: ReadBeside): Promise<Uint8Array | undefined> {
  const header = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)).split(/\r?\n\r?\n/)[0] ?? '';
  const [, stated] = /^data ?file:[ \t]*(.+?)[ \t]*$/im.exec(header) ?? [];
  const name = stated?.replace(/^\.\//, '');
  // A header never leads out of its folder.
  return name === undefined || /[\\/]/.test(name) ? undefined : beside(name);
}
