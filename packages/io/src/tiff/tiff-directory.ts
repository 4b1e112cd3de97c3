import { formatInvalid, formatUnsupported } from '../format-errors.js';

/** A field of a directory: its values lie at `offset`. */
interface TiffField {
  readonly type: number;
  readonly count: number;
  readonly offset: number;
}

/** A file whose directories can be read. */
export interface TiffFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** One a page. */
  readonly directories: readonly ReadonlyMap<number, TiffField>[];
}

/** Tags that are read. */
export const TAGS = {
  newSubfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
} as const;

/** Bytes of a value, by the number of its type (TIFF 6.0, section 2; 13 and 16 to 18 of BigTIFF). */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** Whether bytes begin as a TIFF or BigTIFF file does. */
export const isTiff = (bytes: Uint8Array): boolean => {
  const [a, b, c, d] = bytes;
  return (
    (a === 0x49 && b === 0x49 && (c === 42 || c === 43) && d === 0) ||
    (a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43))
  );
};

/**
 * Finds all directories of a file, without reading what they point to.
 *
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED` of what is no TIFF file.
 */
export function readTiffDirectories(bytes: Uint8Array): TiffFile {
  if (!isTiff(bytes)) {
    throw formatUnsupported(
      'TIFF',
      'is none: it does not begin with II or MM and 42 or 43',
      'Give a .tif file.',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  try {
    return { bytes, view, littleEndian, directories: walk(view, littleEndian) };
  } catch (error) {
    if (error instanceof RangeError) throw formatInvalid('TIFF', 'ends inside a directory', error);
    throw error;
  }
}

function walk(view: DataView, littleEndian: boolean): ReadonlyMap<number, TiffField>[] {
  const isBig = view.getUint16(2, littleEndian) === 43;
  const offsetAt = (at: number) =>
    isBig ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const { countBytes, entryBytes, pointerBytes } = isBig
    ? { countBytes: 8, entryBytes: 20, pointerBytes: 8 }
    : { countBytes: 2, entryBytes: 12, pointerBytes: 4 };
  const directories: ReadonlyMap<number, TiffField>[] = [];
  let walked = 0;
  for (let at = offsetAt(isBig ? 8 : 4); at !== 0; ) {
    const count = isBig ? offsetAt(at) : view.getUint16(at, littleEndian);
    const end = at + countBytes + count * entryBytes;
    walked += end - at;
    // Directories do not overlap: more bytes of them than the file has are a loop.
    if (walked > view.byteLength)
      throw formatInvalid('TIFF', 'has directories that lead in a circle or beyond its end');
    const fields = new Map<number, TiffField>();
    for (let entry = at + countBytes; entry < end; entry += entryBytes) {
      const type = view.getUint16(entry + 2, littleEndian);
      const values = offsetAt(entry + 4);
      const size = (TYPE_BYTES[type] ?? 0) * values;
      const valueAt = entry + 4 + pointerBytes;
      const isInline = size <= pointerBytes;
      fields.set(view.getUint16(entry, littleEndian), {
        type,
        count: values,
        offset: isInline ? valueAt : offsetAt(valueAt),
      });
    }
    directories.push(fields);
    at = offsetAt(end);
  }
  if (directories.length === 0) throw formatInvalid('TIFF', 'has no image');
  return directories;
}

/**
 * The whole numbers of a field, undefined when it is absent.
 *
 * @param most - values that can be meant; more are not read
 * @throws MedicoSamError `FORMAT_INVALID` when they lie beyond the file's end or are no whole numbers.
 */
export function fieldValues(
  { view, littleEndian }: TiffFile,
  directory: ReadonlyMap<number, TiffField>,
  tag: number,
  most: number,
): number[] | undefined {
  const field = directory.get(tag);
  if (!field) return undefined;
  const { type, offset } = field;
  const count = Math.min(field.count, most);
  const size = TYPE_BYTES[type] ?? 0;
  if (offset + count * size > view.byteLength)
    throw formatInvalid('TIFF', `has values of its field ${tag} beyond its end`);
  return Array.from({ length: count }, (_, index) => {
    const at = offset + index * size;
    switch (type) {
      case 1:
        return view.getUint8(at);
      case 3:
        return view.getUint16(at, littleEndian);
      case 4:
      case 13:
        return view.getUint32(at, littleEndian);
      case 16:
      case 18:
        return Number(view.getBigUint64(at, littleEndian));
      default:
        throw formatInvalid('TIFF', `has a field ${tag} of type ${type}, expected whole numbers`);
    }
  });
}
