import { formatInvalid, formatUnsupported } from '../format-errors.js';
import type { StoredType } from '../voxels/stored-type.js';

/** What a voxel is made of. */
export interface NiftiType {
  readonly type: StoredType;
  /** Values a voxel: 3 for RGB, 4 with alpha. */
  readonly channels: 1 | 3 | 4;
}

/** Data type codes of nifti1.h that are read and written. */
const TYPES: Readonly<Record<number, NiftiType>> = {
  2: { type: 'uint8', channels: 1 },
  4: { type: 'int16', channels: 1 },
  8: { type: 'int32', channels: 1 },
  16: { type: 'float32', channels: 1 },
  64: { type: 'float64', channels: 1 },
  128: { type: 'uint8', channels: 3 },
  256: { type: 'int8', channels: 1 },
  512: { type: 'uint16', channels: 1 },
  768: { type: 'uint32', channels: 1 },
  1024: { type: 'int64', channels: 1 },
  1280: { type: 'uint64', channels: 1 },
  2304: { type: 'uint8', channels: 4 },
};

const NOT_READ: Readonly<Record<number, string>> = {
  1: 'single bits',
  32: 'complex numbers of 64 bits',
  1536: 'floating point of 128 bits',
  1792: 'complex numbers of 128 bits',
  2048: 'complex numbers of 256 bits',
};

/**
 * What a data type code stands for.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED`, `FORMAT_INVALID` of codes that do not exist.
 */
export function niftiType(code: number): NiftiType {
  const known = TYPES[code];
  if (known) return known;
  const name = NOT_READ[code];
  if (name === undefined) throw formatInvalid('NIfTI', `states data type ${code}, which does not exist`);
  throw formatUnsupported(
    'NIfTI',
    `holds ${name}`,
    'Convert it to real numbers of 8 to 64 bits: of complex ones the magnitude, say.',
  );
}

/** The data type code of a type; undefined where NIfTI has none. */
export function niftiTypeCode(type: StoredType, channels: number): number | undefined {
  const found = Object.entries(TYPES).find(
    ([, candidate]) => candidate.type === type && candidate.channels === channels,
  );
  return found && Number(found[0]);
}
