import { formatInvalid, formatUnsupported } from '../../format-errors.js';
import { updateCrc32 } from '../../gzip/crc32.js';
import type { BlobLike } from '../../image-location.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../../limits.js';
import { inflateBounded } from '../data-set/inflate.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** A file of an archive: unfolded when its bytes are asked for. */
export interface ZipFile extends BlobLike {
  /** Its path in the archive. */
  readonly path: string;
  /**
   * Its bytes, their checksum compared.
   *
   * @throws MedicoSamError `FORMAT_INVALID` when they are damaged; `FORMAT_UNSUPPORTED` when they are encrypted, packed
   *   by another method than deflate, or beyond `maxMemoryBytes`.
   */
  arrayBuffer(): Promise<ArrayBuffer>;
}

const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip archive, sorted by path, for `readDicomSeries`. None is unfolded before it is read.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it is no zip archive; `FORMAT_UNSUPPORTED` of ZIP64.
 * @example
 * ```ts
 * const { volumes } = await readDicomSeries(zipFiles(bytes));
 * ```
 */
export function zipFiles(bytes: Uint8Array, limits: DecodeLimits = {}): ZipFile[] {
  return readZipDirectory(bytes)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((entry) => ({ path: entry.path, arrayBuffer: async () => unfold(bytes, entry, limits) }));
}

function unfold(bytes: Uint8Array, entry: ZipEntry, limits: DecodeLimits): ArrayBuffer {
  const { offset, packedSize, size, method, crc, isEncrypted } = entry;
  if (isEncrypted) throw formatUnsupported('ZIP', 'is encrypted', 'Unpack it and open the folder.');
  if (method !== STORED && method !== DEFLATED) {
    throw formatUnsupported('ZIP', `uses method ${method}`, 'Pack it by deflate, or unpack it.');
  }
  if (size > (limits.maxMemoryBytes ?? DEFAULT_LIMITS.maxMemoryBytes)) {
    throw formatUnsupported(
      'ZIP',
      `holds a file of ${size} bytes`,
      'Raise maxMemoryBytes if you trust the file.',
    );
  }
  if (offset + LOCAL_BYTES > bytes.byteLength) throw formatInvalid('ZIP', 'ends before one of its files');
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, LOCAL_BYTES);
  const start = offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = bytes.subarray(start, start + packedSize);
  if (packed.byteLength < packedSize) throw formatInvalid('ZIP', 'ends before one of its files');
  const content = method === STORED ? packed.slice() : inflateBounded(packed, size);
  if (content.byteLength !== size || updateCrc32(0, content) !== crc) {
    throw formatInvalid('ZIP', 'holds a file whose checksum is wrong');
  }
  return content.buffer;
}
