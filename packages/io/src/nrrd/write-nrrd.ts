import { type Affine, checkVolume, MedicoSamError, type PixelVolume } from '@medicosam/core';
import { gzipSync } from 'fflate';
import { TextEncoder } from '../platform.js';
import { sourceAffine } from '../voxels/source-affine.js';
import type { StoredType } from '../voxels/stored-type.js';
import { storedTypeOf, voxelBytes } from '../voxels/voxel-bytes.js';

/** How a NRRD file is written. */
export interface WriteNrrdOptions {
  /** Compressed, which is the default, or raw. */
  readonly gzip?: boolean | undefined;
  /** Index → LPS mm, row-major 4 × 4, instead of the volume's geometry: of a source that shears, its `affine`. */
  readonly affine?: Affine | undefined;
  /** Keys and values of one's own (`key:=value`), in this order. */
  readonly keyValues?: Iterable<readonly [key: string, value: string]> | undefined;
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

/**
 * Writes a volume as one NRRD file: stored values in their order, the place in LPS mm with all its digits.
 *
 * @throws MedicoSamError `IMAGE_INVALID`; `FORMAT_UNSUPPORTED` for a volume with a `rescale`, which NRRD cannot hold;
 *   `INVALID_ARGUMENT` for an `affine` that is none, and keys that NRRD cannot hold.
 */
export function writeNrrd(volume: PixelVolume, options: WriteNrrdOptions = {}): Uint8Array<ArrayBuffer> {
  const { data, width, height, depth, channels, rescale, geometry } = checkVolume(volume);
  if (rescale && !(rescale.slope === 1 && rescale.intercept === 0)) {
    throw new MedicoSamError('FORMAT_UNSUPPORTED', {
      message: 'NRRD holds no slope and intercept.',
      hint: 'Apply the rescale to the values and leave it out, or write NIfTI.',
    });
  }
  const isColour = channels > 1;
  const sizes = [...(isColour ? [channels] : []), width, height, depth];
  const kinds = [...(isColour ? [channels === 3 ? 'RGB-color' : 'RGBA-color'] : []), 'domain domain domain'];
  const lines = [
    'NRRD0004',
    '# Complete NRRD file format specification at:',
    '# http://teem.sourceforge.net/nrrd/format.html',
    `type: ${TYPE_NAMES[storedTypeOf(data)]}`,
    `dimension: ${sizes.length}`,
    ...placeLines(sourceAffine(geometry, options.affine), isColour, sizes),
    `kinds: ${kinds.join(' ')}`,
    'endian: little',
    `encoding: ${options.gzip === false ? 'raw' : 'gzip'}`,
    ...[...(options.keyValues ?? [])].map(([key, value]) => keyValueLine(key, value)),
  ];
  const header = new TextEncoder().encode(`${lines.join('\n')}\n\n`);
  const values = voxelBytes(data);
  // Without a time, so that the same volume gives the same file.
  const content = options.gzip === false ? values : gzipSync(values, { mtime: 0 });
  const bytes = new Uint8Array(header.length + content.length);
  bytes.set(header);
  bytes.set(content, header.length);
  return bytes;
}

/** `space`, `sizes`, `space directions` and `space origin`, in the order in which 3D Slicer writes them. */
function placeLines(affine: Affine | undefined, isColour: boolean, sizes: readonly number[]): string[] {
  const sizeLine = `sizes: ${sizes.join(' ')}`;
  if (!affine) return [sizeLine];
  const column = (index: number) => `(${[0, 4, 8].map((row) => affine[row + index] as number).join(',')})`;
  return [
    'space: left-posterior-superior',
    sizeLine,
    `space directions: ${isColour ? 'none ' : ''}${[0, 1, 2].map(column).join(' ')}`,
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
