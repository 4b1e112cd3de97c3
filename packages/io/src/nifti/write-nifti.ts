import { type Affine, checkVolume, MedicoSamError, type PixelVolume } from '@medicosam/core';
import { gzipSync } from 'fflate';
import { LABELS_LEVEL, VALUES_LEVEL } from '../gzip/gzip-level.js';
import { geometryOfAffine } from '../voxels/geometry-of-affine.js';
import { sourceAffine } from '../voxels/source-affine.js';
import { STORED_BYTES } from '../voxels/stored-type.js';
import { storedTypeOf, voxelBytes } from '../voxels/voxel-bytes.js';
import { flipAffine } from './flip-affine.js';
import { NIFTI_LAYOUTS, setField } from './nifti-layout.js';
import { niftiTypeCode } from './nifti-types.js';
import { type Matrix3, quaternionOfRotation } from './quaternion.js';

/** How a NIfTI file is written. */
export interface WriteNiftiOptions {
  /** Compressed (`.nii.gz`), which is the default, or not (`.nii`). */
  readonly gzip?: boolean | undefined;
  /** NIfTI-1 when absent, NIfTI-2 where a side has more than 32,767 voxels. */
  readonly version?: 1 | 2 | undefined;
  /** States that the values are labels (intent 1002). */
  readonly labels?: boolean | undefined;
  /** Index → LPS mm, row-major 4 × 4, instead of the volume's geometry: of a source that shears, its `affine`. */
  readonly affine?: Affine | undefined;
}

const MAX_NIFTI1_SIZE = 32_767;
/** The place is the scanner's. */
const SCANNER_ANATOMICAL = 1;
const INTENT_LABEL = 1002;
/** mm and seconds. */
const UNITS = 2 | 8;

/**
 * Writes a volume as one NIfTI file: stored values in their order, `rescale` as slope and intercept, the place as sform
 * and qform alike (code 1). A volume without geometry gets neither. RGB and RGB with alpha are written from 8 bits.
 * NIfTI-1 rounds place, slope and intercept to 32 bits, NIfTI-2 keeps them.
 *
 * @throws MedicoSamError `IMAGE_INVALID`; `FORMAT_UNSUPPORTED` for colours of more than 8 bits, a slope of 0, and sizes
 *   that the `version` asked for cannot state; `INVALID_ARGUMENT` for an `affine` that is none.
 * @example
 * const labels = { ...source.volume, data: labelMap, rescale: undefined };
 * const bytes = writeNifti(labels, { labels: true, affine: source.affine });
 */
export function writeNifti(volume: PixelVolume, options: WriteNiftiOptions = {}): Uint8Array<ArrayBuffer> {
  const { data, width, height, depth, channels, rescale, geometry } = checkVolume(volume);
  const version = options.version ?? (Math.max(width, height, depth) > MAX_NIFTI1_SIZE ? 2 : 1);
  if (version === 1 && Math.max(width, height, depth) > MAX_NIFTI1_SIZE) {
    throw unsupported(`NIfTI-1 holds at most ${MAX_NIFTI1_SIZE} voxels a side.`, 'Write version 2.');
  }
  const type = storedTypeOf(data);
  const datatype = niftiTypeCode(type, channels);
  if (datatype === undefined) {
    throw unsupported(
      `NIfTI holds colours of 8 bits, got ${channels} channels of ${type}.`,
      'Normalise the volume to 8 bits, or write one channel.',
    );
  }
  if (rescale?.slope === 0) {
    throw unsupported('In NIfTI a slope of 0 means that there is none.', 'Leave `rescale` out.');
  }
  const layout = NIFTI_LAYOUTS[version];
  const voxelOffset = layout.size + 4;
  const bytes = new Uint8Array(voxelOffset + data.byteLength);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, layout.size, true);
  const magic = version === 1 ? [110, 43, 49, 0] : [110, 43, 50, 0, 13, 10, 26, 10];
  bytes.set(magic, layout.magicAt);
  for (const [index, size] of [3, width, height, depth, 1, 1, 1, 1].entries()) {
    setField(view, layout.dim, size, index);
  }
  setField(view, layout.datatype, datatype);
  setField(view, layout.bitpix, 8 * STORED_BYTES[type] * channels);
  setField(view, layout.voxOffset, voxelOffset);
  setField(view, layout.slope, rescale?.slope ?? 1);
  setField(view, layout.intercept, rescale?.intercept ?? 0);
  setField(view, layout.units, UNITS);
  setField(view, layout.intent, options.labels === true ? INTENT_LABEL : 0);
  for (let index = 0; index < 8; index++) setField(view, layout.pixdim, 1, index);
  const affine = sourceAffine(geometry, options.affine);
  if (affine) writePlace(view, version, flipAffine(affine));
  bytes.set(voxelBytes(data), voxelOffset);
  // Without a time, so that the same volume gives the same file.
  const level = options.labels === true ? LABELS_LEVEL : VALUES_LEVEL;
  return options.gzip === false ? bytes : new Uint8Array(gzipSync(bytes, { mtime: 0, level }));
}

/** An affine to RAS, as NIfTI has it. */
function writePlace(view: DataView, version: 1 | 2, affine: Affine): void {
  const layout = NIFTI_LAYOUTS[version];
  setField(view, layout.sformCode, SCANNER_ANATOMICAL);
  for (let index = 0; index < 12; index++) setField(view, layout.sform, affine[index] as number, index);
  const at = (row: number, column: number) => affine[4 * row + column] as number;
  const lengths = [0, 1, 2].map((column) => Math.hypot(at(0, column), at(1, column), at(2, column)));
  for (const [index, length] of lengths.entries()) setField(view, layout.pixdim, length, index + 1);
  const rotation = rotationOf(affine);
  // A quaternion cannot shear: the sform alone says it.
  if (!rotation) return;
  setField(view, layout.qformCode, SCANNER_ANATOMICAL);
  setField(view, layout.pixdim, rotation.qfac, 0);
  const qform = [...quaternionOfRotation(rotation.matrix), at(0, 3), at(1, 3), at(2, 3)];
  for (const [index, value] of qform.entries()) setField(view, layout.qform, value, index);
}

/** The directions of an affine as a proper rotation, k turned around (qfac −1) where they are left-handed. */
function rotationOf(affine: Affine): { readonly matrix: Matrix3; readonly qfac: 1 | -1 } | undefined {
  const direction = geometryOfAffine(affine)?.direction;
  if (direction === undefined) return undefined;
  const [a, b, c, d, e, f, g, h, i] = direction;
  const isLeftHanded = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0;
  return isLeftHanded ? { matrix: [a, b, -c, d, e, -f, g, h, -i], qfac: -1 } : { matrix: direction, qfac: 1 };
}

const unsupported = (message: string, hint: string) =>
  new MedicoSamError('FORMAT_UNSUPPORTED', { message, hint });
