import type { Affine, PixelData, PixelVolume, Warning } from '@medicosam/core';
import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { gunzipRange, isGzip } from '../gzip/gunzip.js';
import { checkVolumeSize, type VolumeLimits } from '../volume-limits.js';
import { copyOf } from '../voxels/allocate.js';
import { chooseVolume } from '../voxels/choose-volume.js';
import { readVoxels } from '../voxels/read-voxels.js';
import { STORED_BYTES } from '../voxels/stored-type.js';
import { gatherVolume } from './gather-volume.js';
import { nrrdGeometry } from './nrrd-geometry.js';
import { type NrrdHeader, readNrrdHeader } from './nrrd-header.js';
import { type NrrdLayout, nrrdLayout } from './nrrd-layout.js';
import { parseNumbers } from './parse-numbers.js';
import { readSegments, type Segment } from './segments.js';

/** How a NRRD file is read. */
export interface NrrdOptions extends VolumeLimits {
  /** The bytes of the data file of a detached header (`.nhdr`). */
  readonly data?: Uint8Array | undefined;
  /** Which volume of a file of several (an axis of time, a list, layers of a segmentation), from 0. */
  readonly volume?: number | undefined;
}

/** A NRRD file that was read. */
export interface NrrdFile {
  /** One volume: stored values, without geometry where the file does not say it; an image is a volume of one slice. */
  readonly volume: PixelVolume;
  /** Index (i, j, k) → LPS mm, row-major 4 × 4; absent where the file does not say. */
  readonly affine: Affine | undefined;
  readonly volumeIndex: number;
  /** How many there are: the product of the axes that lie neither in space nor are colours. */
  readonly volumeCount: number;
  /** The header's fields, names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** The header's own keys and values (`key:=value`). */
  readonly keyValues: ReadonlyMap<string, string>;
  /** The segments of a 3D Slicer segmentation (`.seg.nrrd`); none of other files. */
  readonly segments: readonly Segment[];
  /** What is odd about the file and was read anyway. */
  readonly warnings: readonly Warning[];
}

/**
 * Reads a NRRD file: raw, gzip or text encoding, attached or detached, with an axis of colours or of several volumes.
 *
 * Voxels keep their order and their stored values; integers of 64 bits become the smallest of `Int32Array`,
 * `Uint32Array` and `Float64Array` that holds them all exactly. The spaces LPS, RAS and LAS are brought to LPS.
 *
 * Warnings: `GEOMETRY_MISSING`, `GEOMETRY_ASSUMED`, `GEOMETRY_SHEARED`, `UNIT_CONVERTED`, `TRAILING_DATA`.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file; `FORMAT_UNSUPPORTED` of what is no NRRD file, of bzip2 and
 *   hexadecimal encoding, blocks, 64-bit integers beyond 2^53, a detached header without its `data`, and beyond the
 *   limits; `INVALID_ARGUMENT` when there is no such `volume`; `OUT_OF_MEMORY`.
 */
export function readNrrd(bytes: Uint8Array, options: NrrdOptions = {}): NrrdFile {
  const warnings: Warning[] = [];
  const header = readNrrdHeader(bytes);
  const layout = nrrdLayout(header);
  const { sizes, spatial, colour } = layout;
  // What the file unfolds to, one volume of it, and for 64-bit integers the narrower copy.
  checkVolumeSize('NRRD', sizes, 3 * STORED_BYTES[layout.type], options);
  const sizeOf = (axis: number) => (axis < 0 ? 1 : (sizes[axis] as number));
  const [width, height, depth] = spatial.map(sizeOf) as [number, number, number];
  const channels = sizeOf(colour) as 1 | 3 | 4;
  const values = sizes.reduce((product, size) => product * size, 1);
  const volumeCount = values / (width * height * depth * channels);
  const volumeIndex = chooseVolume(options.volume, volumeCount);
  const all = readValues(dataFile(bytes, header, options), header, layout, values, warnings);
  const data =
    volumeCount === 1 && isInOrder(layout)
      ? all
      : gatherVolume(all, sizes, colour < 0 ? spatial : [colour, ...spatial], volumeIndex);
  const { affine, geometry } = nrrdGeometry(header, layout, warnings);
  return {
    volume: { data, width, height, depth, channels, ...(geometry && { geometry }) },
    volumeIndex,
    volumeCount,
    affine,
    fields: header.fields,
    keyValues: header.keyValues,
    segments: readSegments(header.keyValues),
    warnings,
  };
}

/** Whether colours, i, j and k follow each other, the fastest first. */
function isInOrder({ spatial, colour }: NrrdLayout): boolean {
  const axes = [colour, ...spatial].filter((axis) => axis >= 0);
  return axes.every((axis, index) => index === 0 || axis > (axes[index - 1] as number));
}

function dataFile(bytes: Uint8Array, { fields, dataOffset }: NrrdHeader, { data }: NrrdOptions): Uint8Array {
  const name = fields.get('data file');
  if (name === undefined) return bytes.subarray(dataOffset);
  // Neither read from disk nor named: it is the caller's file system, and names may be patients'.
  if (!data || /%|^list/i.test(name)) {
    throw formatUnsupported(
      'NRRD',
      data ? 'has its data in several other files' : 'is a detached header, its data are in another file',
      data ? 'Save it as one file.' : 'Give the bytes of the data file as `data`.',
    );
  }
  return data;
}

function readValues(
  file: Uint8Array,
  { fields }: NrrdHeader,
  { type, encoding, littleEndian }: NrrdLayout,
  count: number,
  warnings: Warning[],
): PixelData {
  const size = count * STORED_BYTES[type];
  const skip = skipOf(fields);
  const content = skipLines(file, skip.lines);
  if (encoding === 'text') return parseNumbers(content.subarray(skip.bytes), type, count);
  if (encoding === 'gzip') {
    if (!isGzip(content)) throw formatInvalid('NRRD', 'has no gzip data behind its header');
    const start = Math.max(0, skip.bytes);
    const { data, isLonger } = gunzipRange('NRRD', content, {
      start,
      end: start + size,
      total: start + size,
    });
    if (isLonger) warnTrailing(warnings);
    return readVoxels('NRRD', data, type, littleEndian);
  }
  // A skip of −1 means: the last bytes of the file.
  const start = skip.bytes < 0 ? content.length - size : skip.bytes;
  if (start < 0 || start + size > content.length) {
    throw formatInvalid(
      'NRRD',
      `is cut off: it has ${content.length} bytes of data, its header says ${size}`,
    );
  }
  if (start + size < content.length) warnTrailing(warnings);
  return readVoxels('NRRD', copyOf('NRRD', content, start, start + size), type, littleEndian);
}

const warnTrailing = (warnings: Warning[]) =>
  warnings.push({
    code: 'TRAILING_DATA',
    message: 'The file goes on behind the values that its header states: the rest was left unread.',
  });

function skipOf(fields: ReadonlyMap<string, string>): { readonly lines: number; readonly bytes: number } {
  const [lines, bytes] = [Number(fields.get('line skip') ?? 0), Number(fields.get('byte skip') ?? 0)];
  if (Number.isSafeInteger(lines) && lines >= 0 && Number.isSafeInteger(bytes) && bytes >= -1) {
    return { lines, bytes };
  }
  throw formatInvalid('NRRD', 'states a skip of lines or bytes that is no whole number');
}

function skipLines(file: Uint8Array, lines: number): Uint8Array {
  let start = 0;
  for (let line = 0; line < lines; line++) {
    const end = file.indexOf(0x0a, start);
    if (end < 0) throw formatInvalid('NRRD', 'ends inside the lines that its header says to skip');
    start = end + 1;
  }
  return file.subarray(start);
}
