import type { PixelVolume, Warning } from '@medicosam/core';
import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { gunzipHead, gunzipRange, isGzip } from '../gzip/gunzip.js';
import { checkVolumeSize, type VolumeLimits } from '../volume-limits.js';
import { copyOf } from '../voxels/allocate.js';
import { chooseVolume } from '../voxels/choose-volume.js';
import { readVoxels } from '../voxels/read-voxels.js';
import { STORED_BYTES } from '../voxels/stored-type.js';
import { type NiftiPlace, niftiGeometry } from './nifti-geometry.js';
import { isNiftiHeader, NIFTI_HEADER_BYTES, type NiftiHeader, readNiftiHeader } from './nifti-header.js';

/** How a NIfTI file is read. */
export interface NiftiOptions extends VolumeLimits {
  /** The bytes of the `.img` of a pair, when the first bytes are those of its `.hdr`; compressed or not. */
  readonly image?: Uint8Array | undefined;
  /** Which volume of a file of several (4D and more), from 0: time first, then the dimensions behind it. */
  readonly volume?: number | undefined;
}

/** A NIfTI file that was read. */
export interface NiftiFile extends NiftiPlace {
  /** One volume: stored values, slope and intercept as `rescale`; without geometry where its axes are not perpendicular. */
  readonly volume: PixelVolume;
  /** Which of the file's volumes it is. */
  readonly volumeIndex: number;
  /** How many there are: the product of the dimensions behind the third. */
  readonly volumeCount: number;
  readonly header: NiftiHeader;
  /** What is odd about the file and was read anyway. */
  readonly warnings: readonly Warning[];
}

const head = (bytes: Uint8Array) =>
  isGzip(bytes) ? gunzipHead('NIfTI', bytes, NIFTI_HEADER_BYTES) : bytes.subarray(0, NIFTI_HEADER_BYTES);

/** Whether bytes are a NIfTI-1 or NIfTI-2 file, or the header of a pair, compressed or not. */
export function isNifti(bytes: Uint8Array): boolean {
  try {
    return isNiftiHeader(head(bytes));
  } catch {
    return false;
  }
}

/**
 * Reads NIfTI-1 and NIfTI-2, of either byte order, plain or compressed with gzip, from one file or a pair.
 *
 * Voxels keep their order and their stored values: x runs along the first dimension, y along the second, slices are the
 * third. Integers of 64 bits become the smallest of `Int32Array`, `Uint32Array` and `Float64Array` that holds them all
 * exactly. A slope of 0 means that values are not rescaled. Header extensions are passed over.
 *
 * Warnings: `GEOMETRY_ASSUMED`, `GEOMETRY_SHEARED` (then `volume.geometry` is absent, `affine` holds),
 * `GEOMETRY_DISAGREES`, `GEOMETRY_UNUSABLE`, `UNIT_CONVERTED`, `HEADER_INCONSISTENT`, `TRAILING_DATA`.
 *
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file; `FORMAT_UNSUPPORTED` of what is no NIfTI file, complex
 *   numbers, single bits, 128-bit floating point, 64-bit integers beyond 2^53, a pair without its `image`, and beyond
 *   the limits; `INVALID_ARGUMENT` when there is no such `volume`; `OUT_OF_MEMORY`.
 * @example
 * const { volume, affine, warnings } = readNifti(new Uint8Array(await file.arrayBuffer()));
 */
export function readNifti(bytes: Uint8Array, options: NiftiOptions = {}): NiftiFile {
  const warnings: Warning[] = [];
  const header = readNiftiHeader(head(bytes), warnings);
  const [width = 1, height = 1, depth = 1, ...others] = header.sizes;
  const { type, channels } = header;
  const voxelBytes = STORED_BYTES[type] * channels;
  // The file's voxels and their copy, and for 64-bit integers the narrower one.
  const heldBytes = voxelBytes === 8 ? 24 : 2 * voxelBytes;
  checkVolumeSize('NIfTI', [width, height, depth], heldBytes, options);
  const volumeCount = countVolumes(others);
  const volumeIndex = chooseVolume(options.volume, volumeCount);

  const size = width * height * depth * voxelBytes;
  const start = header.voxelOffset + volumeIndex * size;
  const total = header.voxelOffset + volumeCount * size;
  const data = readRange(voxelFile(bytes, header, options), { start, end: start + size, total }, warnings);
  const { geometry, ...place } = niftiGeometry(header, warnings);
  const rescale = rescaleOf(header);
  return {
    volume: {
      data: readVoxels('NIfTI', data, type, header.littleEndian),
      width,
      height,
      depth,
      channels,
      ...(rescale && { rescale }),
      ...(geometry && { geometry }),
    },
    ...place,
    volumeIndex,
    volumeCount,
    header,
    warnings,
  };
}

function countVolumes(sizes: readonly number[]): number {
  const count = sizes.reduce((product, size) => product * size, 1);
  if (sizes.every((size) => size >= 1) && Number.isSafeInteger(count)) return count;
  throw formatInvalid('NIfTI', `states sizes of ${sizes.join(' × ')} behind its third dimension`);
}

function voxelFile(bytes: Uint8Array, { isPair }: NiftiHeader, { image }: NiftiOptions): Uint8Array {
  if (!isPair) return bytes;
  if (image) return image;
  throw formatUnsupported(
    'NIfTI',
    'is the header of a pair (.hdr and .img) and has no voxels',
    'Give the bytes of its .img as `image`.',
  );
}

function readRange(
  bytes: Uint8Array,
  range: { readonly start: number; readonly end: number; readonly total: number },
  warnings: Warning[],
): Uint8Array<ArrayBuffer> {
  const { start, end, total } = range;
  const isCompressed = isGzip(bytes);
  if (!isCompressed && total > bytes.length) {
    throw formatInvalid('NIfTI', `is cut off: it has ${bytes.length} bytes, its header says ${total}`);
  }
  const { data, isLonger } = isCompressed
    ? gunzipRange('NIfTI', bytes, range)
    : { data: copyOf('NIfTI', bytes, start, end), isLonger: total < bytes.length };
  if (isLonger) {
    warnings.push({
      code: 'TRAILING_DATA',
      message: 'The file goes on behind the voxels that its header states: the rest was left unread.',
    });
  }
  return data;
}

function rescaleOf({ slope, intercept, channels }: NiftiHeader): PixelVolume['rescale'] {
  const isScaled = Number.isFinite(slope) && slope !== 0 && channels === 1;
  if (!isScaled) return undefined;
  if (!Number.isFinite(intercept)) {
    throw formatInvalid('NIfTI', `states a slope of ${slope} with an intercept of ${intercept}`);
  }
  return slope === 1 && intercept === 0 ? undefined : { slope, intercept };
}
