import type { Warning } from '@medicosam/core';
import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { STORED_BYTES, type StoredType } from '../voxels/stored-type.js';
import { getField, NIFTI_LAYOUTS, type NiftiField, type NiftiLayout } from './nifti-layout.js';
import { niftiType } from './nifti-types.js';

/** What a NIfTI header states, as it states it: neither units nor axes are converted. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** Whether the voxels are in a file of their own (`.hdr` and `.img`). */
  readonly isPair: boolean;
  /** Voxels along each of the 1 to 7 dimensions: i, j, k, time, … */
  readonly sizes: readonly number[];
  /** How each value is stored. */
  readonly type: StoredType;
  /** Values a voxel: 3 for RGB, 4 with alpha. */
  readonly channels: 1 | 3 | 4;
  /** Distances along the dimensions; the first is qfac. */
  readonly pixdim: readonly number[];
  /** Where the voxels begin in their file. */
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly unit: 'mm' | 'm' | 'µm' | 'unknown';
  /** The range to display, in real values; both 0 when not set. */
  readonly calibration: readonly [min: number, max: number];
  readonly qformCode: number;
  /** Quaternion b, c, d, then the offset x, y, z. */
  readonly qform: readonly number[];
  readonly sformCode: number;
  /** Rows x, y and z of the affine, four numbers each. */
  readonly sform: readonly number[];
  /** 1002 for label maps. */
  readonly intentCode: number;
}

/** Bytes that {@link readNiftiHeader} needs at most. */
export const NIFTI_HEADER_BYTES = 544;

const UNITS = { 1: 'm', 2: 'mm', 3: 'µm' } as const;

/** The header that the bytes begin with, undefined where they do not. */
function recognise(
  view: DataView,
): { readonly layout: NiftiLayout; readonly littleEndian: boolean; readonly kind: '+' | 'i' } | undefined {
  for (const layout of [NIFTI_LAYOUTS[1], NIFTI_LAYOUTS[2]]) {
    if (view.byteLength < layout.size) continue;
    const magic = String.fromCharCode(
      ...[0, 1, 2, 3].map((offset) => view.getUint8(layout.magicAt + offset)),
    );
    const kind = magic[1];
    if ((kind !== '+' && kind !== 'i') || magic !== `n${kind}${layout.version}\0`) continue;
    for (const littleEndian of [true, false]) {
      if (view.getInt32(0, littleEndian) === layout.size) return { layout, littleEndian, kind };
    }
  }
  return undefined;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether bytes begin as a NIfTI header does, not compressed. */
export const isNiftiHeader = (bytes: Uint8Array): boolean => recognise(viewOf(bytes)) !== undefined;

/**
 * Reads the header at the beginning of a file, not compressed.
 *
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`.
 */
export function readNiftiHeader(bytes: Uint8Array, warnings: Warning[]): NiftiHeader {
  const view = viewOf(bytes);
  const recognised = recognise(view);
  if (!recognised) throw notNifti(view);
  const { layout, littleEndian, kind } = recognised;
  const get = (field: NiftiField, index = 0) => getField(view, field, littleEndian, index);
  const many = (field: NiftiField, count: number) => Array.from({ length: count }, (_, i) => get(field, i));

  const dimensions = get(layout.dim);
  if (!(dimensions >= 1 && dimensions <= 7)) {
    throw formatInvalid('NIfTI', `states ${dimensions} dimensions, there are 1 to 7`);
  }
  const sizes = many(layout.dim, 8).slice(1, dimensions + 1);
  const { type, channels } = niftiType(get(layout.datatype));
  const bits = 8 * STORED_BYTES[type] * channels;
  if (get(layout.bitpix) !== bits) {
    warnings.push({
      code: 'HEADER_INCONSISTENT',
      message: `The header states ${get(layout.bitpix)} bits a voxel, its data type has ${bits}: read by the data type.`,
    });
  }
  return {
    version: layout.version,
    littleEndian,
    isPair: kind === 'i',
    sizes,
    type,
    channels,
    pixdim: many(layout.pixdim, 8),
    voxelOffset: voxelOffset(get(layout.voxOffset), kind === '+' ? layout.size + 4 : 0, warnings),
    slope: get(layout.slope),
    intercept: get(layout.intercept),
    unit: UNITS[(get(layout.units) & 7) as 1 | 2 | 3] ?? 'unknown',
    calibration: [get(layout.calMin), get(layout.calMax)],
    qformCode: get(layout.qformCode),
    qform: many(layout.qform, 6),
    sformCode: get(layout.sformCode),
    sform: many(layout.sform, 12),
    intentCode: get(layout.intent),
  };
}

function voxelOffset(stated: number, least: number, warnings: Warning[]): number {
  if (!Number.isSafeInteger(stated) || stated < 0) {
    throw formatInvalid('NIfTI', `states that its voxels begin at byte ${stated}`);
  }
  if (stated >= least) return stated;
  // Some programs leave it 0, and all readers take that for "behind the header".
  if (stated > 0) {
    warnings.push({
      code: 'HEADER_INCONSISTENT',
      message: `The header states that the voxels begin at byte ${stated}, inside itself: read from byte ${least}.`,
    });
  }
  return least;
}

function notNifti(view: DataView) {
  const size = view.byteLength >= 4 ? [view.getInt32(0, true), view.getInt32(0, false)] : [];
  if (!size.includes(348) && !size.includes(540)) {
    return formatUnsupported('NIfTI', 'is none: it does not begin with a header of 348 or 540 bytes', READ);
  }
  if (view.byteLength < (size.includes(348) ? 348 : 540)) {
    return formatInvalid('NIfTI', `ends inside its header, after ${view.byteLength} bytes`);
  }
  return formatUnsupported(
    'NIfTI',
    'lacks the letters n+1, ni1, n+2 or ni2: it is an Analyze 7.5 file, which does not say where left is',
    READ,
  );
}

const READ = 'Read are NIfTI-1 and NIfTI-2: .nii, .nii.gz, or .hdr with .img.';
