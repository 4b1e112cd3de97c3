import { type Affine, MedicoSamError, type PixelData } from '@medicosam/core';
import { gzipSync } from 'fflate';
import type { LABELS_LEVEL, VALUES_LEVEL } from '../gzip/gzip-level.js';
import { TextEncoder } from '../platform.js';
import type { StoredType } from '../voxels/stored-type.js';
import { storedTypeOf, voxelBytes } from '../voxels/voxel-bytes.js';

/** What a NRRD file is made of. */
export interface NrrdParts {
  readonly data: PixelData;
  /** How many values there are along i, j and k. */
  readonly sizes: readonly [number, number, number];
  /** An axis before those, the fastest one: colours, or a list of volumes. */
  readonly first?: { readonly kind: 'RGB-color' | 'RGBA-color' | 'list'; readonly size: number } | undefined;
  /** Index → LPS mm, row-major 4 × 4. */
  readonly affine: Affine | undefined;
  /** Raw where absent. */
  readonly gzipLevel?: typeof LABELS_LEVEL | typeof VALUES_LEVEL | undefined;
  readonly keyValues: Iterable<readonly [key: string, value: string]>;
}

const TYPE_NAMES: Readonly<Record<StoredType, string>> = {
  uint8: 'unsigned char',
  int8: 'signed char',
  uint16: 'unsigned short',
  int16: 'short',
  uint32: 'unsigned int',
  int32: 'int',
  uint64: 'unsigned long long',
  int64: 'long long',
  float32: 'float',
  float64: 'double',
};

/** A NRRD file of values that were checked. @throws MedicoSamError `INVALID_ARGUMENT` for keys that it cannot hold. */
export function encodeNrrd(parts: NrrdParts): Uint8Array<ArrayBuffer> {
  const { data, first, gzipLevel } = parts;
  const lines = [
    'NRRD0004',
    '# Complete NRRD file format specification at:',
    '# http://teem.sourceforge.net/nrrd/format.html',
    `type: ${TYPE_NAMES[storedTypeOf(data)]}`,
    `dimension: ${first ? 4 : 3}`,
    ...placeLines(parts),
    `kinds: ${first ? `${first.kind} ` : ''}domain domain domain`,
    'endian: little',
    `encoding: ${gzipLevel ? 'gzip' : 'raw'}`,
    ...[...parts.keyValues].map(([key, value]) => keyValueLine(key, value)),
  ];
  const header = new TextEncoder().encode(`${lines.join('\n')}\n\n`);
  const values = voxelBytes(data);
  // Without a time, so that the same volume gives the same file.
  const content = gzipLevel ? gzipSync(values, { mtime: 0, level: gzipLevel }) : values;
  const bytes = new Uint8Array(header.length + content.length);
  bytes.set(header);
  bytes.set(content, header.length);
  return bytes;
}

/** `space`, `sizes`, `space directions` and `space origin`, in the order in which 3D Slicer writes them. */
function placeLines({ sizes, first, affine }: NrrdParts): string[] {
  const sizeLine = `sizes: ${[...(first ? [first.size] : []), ...sizes].join(' ')}`;
  if (!affine) return [sizeLine];
  const column = (index: number) => `(${[0, 4, 8].map((row) => affine[row + index] as number).join(',')})`;
  return [
    'space: left-posterior-superior',
    sizeLine,
    `space directions: ${first ? 'none ' : ''}${[0, 1, 2].map(column).join(' ')}`,
    `space origin: ${column(3)}`,
  ];
}

function keyValueLine(key: string, value: string): string {
  if (key === '' || /[:\r\n]/.test(key) || key.startsWith('#')) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'A key of a NRRD file is text of one line without a colon, and does not begin with #.',
    });
  }
  return `${key}:=${value.replaceAll('\\', '\\\\').replace(/\r?\n/g, '\\n')}`;
}
