import { formatInvalid, formatUnsupported } from '../format-errors.js';
import type { StoredType } from '../voxels/stored-type.js';
import type { NrrdHeader } from './nrrd-header.js';

/** How the data of a NRRD file are stored. */
export interface NrrdLayout {
  readonly type: StoredType;
  /** Values along each axis, the fastest first. */
  readonly sizes: readonly number[];
  /** Which axes are i, j and k, in this order; the third is −1 of an image. */
  readonly spatial: readonly [number, number, number];
  /** The axis of colours, −1 when there is none. */
  readonly colour: number;
  readonly encoding: 'raw' | 'gzip' | 'text';
  readonly littleEndian: boolean;
}

/** By the names of the format's definition. */
const TYPES: Readonly<Record<string, StoredType>> = Object.fromEntries(
  (
    [
      ['int8', 'signed char|int8|int8_t'],
      ['uint8', 'uchar|unsigned char|uint8|uint8_t'],
      ['int16', 'short|short int|signed short|signed short int|int16|int16_t'],
      ['uint16', 'ushort|unsigned short|unsigned short int|uint16|uint16_t'],
      ['int32', 'int|signed int|int32|int32_t'],
      ['uint32', 'uint|unsigned int|uint32|uint32_t'],
      ['int64', 'longlong|long long|long long int|signed long long|signed long long int|int64|int64_t'],
      ['uint64', 'ulonglong|unsigned long long|unsigned long long int|uint64|uint64_t'],
      ['float32', 'float'],
      ['float64', 'double'],
    ] as const
  ).flatMap(([type, names]) => names.split('|').map((name) => [name, type] as const)),
);

const ENCODINGS: Readonly<Record<string, NrrdLayout['encoding']>> = {
  raw: 'raw',
  gzip: 'gzip',
  gz: 'gzip',
  text: 'text',
  txt: 'text',
  ascii: 'text',
};

const COLOURS: Readonly<Record<string, number>> = {
  'rgb-color': 3,
  '3-color': 3,
  'rgba-color': 4,
  '4-color': 4,
};
/** NRRD_DIM_MAX of the reference implementation. */
const MAX_DIMENSION = 16;
/** Kinds of axes that lie in space (NRRD, "kinds"). */
const SPATIAL_KINDS = ['domain', 'space'];

/** A field that must be there. */
function requiredField({ fields }: NrrdHeader, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw formatInvalid('NRRD', `has no field "${name}"`);
  return value;
}

/**
 * How the data are stored, as the header says.
 *
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`.
 */
export function nrrdLayout(header: NrrdHeader): NrrdLayout {
  const typeName = requiredField(header, 'type').toLowerCase();
  const type = TYPES[typeName];
  if (!type) {
    throw typeName === 'block'
      ? formatUnsupported('NRRD', 'holds blocks of bytes', 'Save it with a type of numbers.')
      : formatInvalid('NRRD', 'states a type that does not exist');
  }
  const encodingName = requiredField(header, 'encoding').toLowerCase();
  const encoding = ENCODINGS[encodingName];
  if (!encoding) {
    const known = ['bzip2', 'bz2', 'hex'].includes(encodingName);
    throw known
      ? formatUnsupported('NRRD', `is encoded as ${encodingName}`, 'Save it with gzip or raw encoding.')
      : formatInvalid('NRRD', 'states an encoding that does not exist');
  }
  const dimension = Number(requiredField(header, 'dimension'));
  const sizes = requiredField(header, 'sizes').split(/\s+/).map(Number);
  if (
    sizes.length !== dimension ||
    dimension > MAX_DIMENSION ||
    sizes.some((size) => !Number.isSafeInteger(size) || size < 1)
  ) {
    throw formatInvalid('NRRD', `states ${dimension} dimensions of sizes ${sizes.join(' × ')}`);
  }
  return {
    type,
    sizes,
    encoding,
    littleEndian: isLittleEndian(header, type, encoding),
    ...axes(header, sizes),
  };
}

function isLittleEndian({ fields }: NrrdHeader, type: StoredType, encoding: string): boolean {
  const endian = fields.get('endian')?.toLowerCase();
  if (endian === 'little' || endian === 'big') return endian === 'little';
  if (encoding === 'text' || type === 'uint8' || type === 'int8') return true;
  throw formatInvalid('NRRD', 'does not say which of its bytes come first (field "endian")');
}

/** Axes in space are those with a direction, or of a kind that says so, or all when nothing is said. */
function axes({ fields }: NrrdHeader, sizes: readonly number[]): Pick<NrrdLayout, 'spatial' | 'colour'> {
  const kinds = fields.get('kinds')?.toLowerCase().split(/\s+/);
  const directions = splitVectors(fields.get('space directions'));
  const lies = (axis: number): boolean => {
    if (directions) return directions[axis] !== 'none';
    const kind = kinds?.[axis] ?? '???';
    return SPATIAL_KINDS.includes(kind) || kind === '???' || kind === 'none';
  };
  const all = sizes.map((_, axis) => axis);
  const colour = all.find((axis) => COLOURS[kinds?.[axis] ?? ''] === sizes[axis]) ?? -1;
  const [i, j, k = -1, ...more] = all.filter((axis) => axis !== colour && lies(axis));
  if (i === undefined || j === undefined) {
    throw formatUnsupported('NRRD', 'has less than two axes in space', 'Give an image or a volume.');
  }
  if (more.length > 0 && (directions || kinds)) {
    throw formatUnsupported('NRRD', `has ${3 + more.length} axes in space`, 'Give an image or a volume.');
  }
  return { spatial: [i, j, k], colour };
}

/** The vectors of a field such as `space directions`, or the word none; undefined when the field is absent. */
export function splitVectors(value: string | undefined): string[] | undefined {
  return value?.match(/\([^()]*\)|none/gi)?.map((vector) => vector.toLowerCase());
}
