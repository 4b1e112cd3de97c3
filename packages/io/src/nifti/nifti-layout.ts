/** How a header field is stored. */
type FieldType = 'uint8' | 'int16' | 'int32' | 'int64' | 'float32' | 'float64';

/** Where a header field begins, and how its values are stored. */
export interface NiftiField {
  readonly at: number;
  readonly type: FieldType;
}

/** The fields of a header that are read and written here. */
export interface NiftiLayout {
  readonly version: 1 | 2;
  /** Bytes of the header; its first field says so. */
  readonly size: 348 | 540;
  /** Where the letters `n+1`, `ni1`, `n+2` or `ni2` are. */
  readonly magicAt: number;
  readonly dim: NiftiField;
  readonly datatype: NiftiField;
  readonly bitpix: NiftiField;
  readonly pixdim: NiftiField;
  readonly voxOffset: NiftiField;
  readonly slope: NiftiField;
  readonly intercept: NiftiField;
  readonly units: NiftiField;
  readonly calMax: NiftiField;
  readonly calMin: NiftiField;
  readonly qformCode: NiftiField;
  readonly sformCode: NiftiField;
  /** b, c, d, then the offsets x, y, z. */
  readonly qform: NiftiField;
  /** Three rows of four. */
  readonly sform: NiftiField;
  readonly intent: NiftiField;
}

const at = (offset: number, type: FieldType): NiftiField => ({ at: offset, type });

/** nifti1.h */
const NIFTI1: NiftiLayout = {
  version: 1,
  size: 348,
  magicAt: 344,
  dim: at(40, 'int16'),
  intent: at(68, 'int16'),
  datatype: at(70, 'int16'),
  bitpix: at(72, 'int16'),
  pixdim: at(76, 'float32'),
  voxOffset: at(108, 'float32'),
  slope: at(112, 'float32'),
  intercept: at(116, 'float32'),
  units: at(123, 'uint8'),
  calMax: at(124, 'float32'),
  calMin: at(128, 'float32'),
  qformCode: at(252, 'int16'),
  sformCode: at(254, 'int16'),
  qform: at(256, 'float32'),
  sform: at(280, 'float32'),
};

/** nifti2.h */
const NIFTI2: NiftiLayout = {
  version: 2,
  size: 540,
  magicAt: 4,
  datatype: at(12, 'int16'),
  bitpix: at(14, 'int16'),
  dim: at(16, 'int64'),
  pixdim: at(104, 'float64'),
  voxOffset: at(168, 'int64'),
  slope: at(176, 'float64'),
  intercept: at(184, 'float64'),
  calMax: at(192, 'float64'),
  calMin: at(200, 'float64'),
  qformCode: at(344, 'int32'),
  sformCode: at(348, 'int32'),
  qform: at(352, 'float64'),
  sform: at(400, 'float64'),
  units: at(500, 'int32'),
  intent: at(504, 'int32'),
};

/** The two headers, by version. */
export const NIFTI_LAYOUTS = { 1: NIFTI1, 2: NIFTI2 } as const;

const BYTES: Readonly<Record<FieldType, number>> = {
  uint8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  float32: 4,
  float64: 8,
};

/** The value of a field; `index` counts within fields of several. */
export function getField(view: DataView, field: NiftiField, littleEndian: boolean, index = 0): number {
  return READERS[field.type](view, field.at + index * BYTES[field.type], littleEndian);
}

const READERS: Readonly<
  Record<FieldType, (view: DataView, offset: number, littleEndian: boolean) => number>
> = {
  uint8: (view, offset) => view.getUint8(offset),
  int16: (view, offset, littleEndian) => view.getInt16(offset, littleEndian),
  int32: (view, offset, littleEndian) => view.getInt32(offset, littleEndian),
  int64: (view, offset, littleEndian) => Number(view.getBigInt64(offset, littleEndian)),
  float32: (view, offset, littleEndian) => view.getFloat32(offset, littleEndian),
  float64: (view, offset, littleEndian) => view.getFloat64(offset, littleEndian),
};

/** Writes a field, the low byte first. */
export function setField(view: DataView, field: NiftiField, value: number, index = 0): void {
  WRITERS[field.type](view, field.at + index * BYTES[field.type], value);
}

const WRITERS: Readonly<Record<FieldType, (view: DataView, offset: number, value: number) => void>> = {
  uint8: (view, offset, value) => view.setUint8(offset, value),
  int16: (view, offset, value) => view.setInt16(offset, value, true),
  int32: (view, offset, value) => view.setInt32(offset, value, true),
  int64: (view, offset, value) => view.setBigInt64(offset, BigInt(value), true),
  float32: (view, offset, value) => view.setFloat32(offset, value, true),
  float64: (view, offset, value) => view.setFloat64(offset, value, true),
};
