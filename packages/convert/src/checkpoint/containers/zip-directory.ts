import type { ByteSource } from '@medicosam/core';
import { decodeText } from '../../platform.js';
import { readUint64, readWindow } from '../byte-window.js';
import { quote, unreadable } from '../unreadable.js';

/** A file inside a zip archive that is stored without compression. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** Where its local header begins. */
  readonly headerOffset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END = 0x06064b50;
const ZIP64_END_BYTES = 56;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
const ZIP64_EXTRA = 0x0001;
const MAX_COMMENT = 0xffff;
/** A plain checkpoint has 600 entries of 80 bytes. */
const MAX_DIRECTORY_BYTES = 64 * 2 ** 20;
const IN_ZIP64 = 0xffffffff;

/**
 * The central directory of a zip or zip64 archive, read from the end of the file (PKWARE APPNOTE 4.3).
 *
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE`.
 */
export async function readZipDirectory(
  source: ByteSource,
): Promise<{ entries: ReadonlyMap<string, ZipEntry>; dataEnd: number }> {
  const { offset, size, count } = await findDirectory(source);
  if (!(size <= MAX_DIRECTORY_BYTES)) {
    throw unreadable(
      `The archive's directory is ${size} bytes long; at most ${MAX_DIRECTORY_BYTES} are read.`,
    );
  }
  const { view, bytes } = await readWindow(source, offset, size, "The archive's directory");
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  while (at + RECORD_BYTES <= size && view.getUint32(at, true) === RECORD) {
    const nameEnd = at + RECORD_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const end = extraEnd + view.getUint16(at + 32, true);
    if (end > size) throw unreadable("The archive's directory is cut off.");
    const name = decodeText(bytes.subarray(at + RECORD_BYTES, nameEnd));
    if (entries.has(name)) throw unreadable(`The archive has two entries ${quote(name)}.`);
    const entry = readRecord(view, at, name, nameEnd, extraEnd);
    if (!(entry.headerOffset + entry.size <= offset)) {
      throw unreadable(`Entry ${quote(name)} of the archive lies outside it.`, 'Fetch the file again.');
    }
    entries.set(name, entry);
    at = end;
  }
  if (at !== size || entries.size !== count) {
    throw unreadable(`The archive's directory should list ${count} entries, it lists ${entries.size}.`);
  }
  return { entries, dataEnd: offset };
}

async function findDirectory(source: ByteSource): Promise<{ offset: number; size: number; count: number }> {
  const tail = Math.min(source.size, ZIP64_LOCATOR_BYTES + END_BYTES + MAX_COMMENT);
  const { view } = await readWindow(source, source.size - tail, tail, "The archive's end");
  let end = tail - END_BYTES;
  while (
    end >= 0 &&
    !(view.getUint32(end, true) === END && view.getUint16(end + 20, true) === tail - end - END_BYTES)
  )
    end--;
  if (end < 0) {
    throw unreadable(
      'The file begins as a torch zip file and has no end record.',
      'It is cut off: fetch it again.',
    );
  }
  const locator = end - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR) {
    return readZip64End(source, readUint64(view, locator + 8));
  }
  return {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  };
}

async function readZip64End(source: ByteSource, at: number) {
  const { view } = await readWindow(source, at, ZIP64_END_BYTES, "The archive's zip64 end record");
  if (view.getUint32(0, true) !== ZIP64_END) throw unreadable("The archive's zip64 end record is not there.");
  return { count: readUint64(view, 32), size: readUint64(view, 40), offset: readUint64(view, 48) };
}

function readRecord(
  view: DataView,
  at: number,
  name: string,
  extraBegin: number,
  extraEnd: number,
): ZipEntry {
  const method = view.getUint16(at + 10, true);
  const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
  if (method !== 0 || encrypted) {
    throw unreadable(
      `Entry ${quote(name)} of the archive is ${encrypted ? 'encrypted' : 'compressed'}; torch stores its entries as they are.`,
      'If the archive was packed again, unpack it, or save the checkpoint again with torch.save.',
    );
  }
  const stored = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const headerOffset = view.getUint32(at + 42, true);
  const wide = [size, stored, headerOffset].filter((field) => field === IN_ZIP64).length;
  const large = wide === 0 ? [] : readZip64Extra(view, extraBegin, extraEnd, wide);
  const take = (field: number) => (field === IN_ZIP64 ? (large.shift() ?? Number.NaN) : field);
  const entry = { name, size: take(size), stored: take(stored), headerOffset: take(headerOffset) };
  if (entry.size !== entry.stored) {
    throw unreadable(`Entry ${quote(name)} of the archive has two sizes: ${entry.size} and ${entry.stored}.`);
  }
  return entry;
}

/** The 64-bit fields that did not fit their 32 bits, in the order of the standard: size, stored size, offset. */
function readZip64Extra(view: DataView, begin: number, end: number, fields: number): number[] {
  for (let at = begin; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_EXTRA) continue;
    const present = Math.min(fields, Math.floor(Math.min(view.getUint16(at + 2, true), end - at - 4) / 8));
    return Array.from({ length: present }, (_, i) => readUint64(view, at + 4 + 8 * i));
  }
  return [];
}
