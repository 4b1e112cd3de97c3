import { formatInvalid, formatUnsupported } from '../../format-errors.js';

/** A file in a zip archive, as its directory states it. */
export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly isEncrypted: boolean;
  /** Where its local header lies. */
  readonly offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** What stands for a number that does not fit: ZIP64. */
const BEYOND = 0xffffffff;

interface Text {
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
}

/** The end record lies behind all else but a comment of 65,535 bytes at most. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - 0xffff);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw formatInvalid('ZIP', 'has no directory at its end');
}

/**
 * Reads the directory of a zip archive; folders are left out.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` of archives beyond 4 GB or 65,535 files (ZIP64).
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const text = new (globalThis as unknown as Text).TextDecoder();
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at === BEYOND) throw formatUnsupported('ZIP', 'is a ZIP64 archive', 'Unpack it and open the folder.');
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) {
      throw formatInvalid('ZIP', 'has a damaged directory');
    }
    const nameLength = view.getUint16(at + 28, true);
    const entry = {
      path: text.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      offset: view.getUint32(at + 42, true),
    };
    if (entry.size === BEYOND || entry.packedSize === BEYOND || entry.offset === BEYOND) {
      throw formatUnsupported('ZIP', 'is a ZIP64 archive', 'Unpack it and open the folder.');
    }
    if (!entry.path.endsWith('/')) entries.push(entry);
    at += ENTRY_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
