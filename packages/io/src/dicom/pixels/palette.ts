import type { PixelData } from '@medicosam/core';
import { formatInvalid, formatUnsupported } from '../../format-errors.js';
import type { ElementValues } from '../data-set/elements.js';
import { unfoldSegments } from './segmented-palette.js';

/** A table of a data set: values from `first` upwards go through it. */
export interface LookupTable {
  /** The value that the first entry stands for; those below it have the first entry, those above all the last. */
  readonly first: number;
  readonly bits: number;
  readonly entries: Uint16Array;
}

/**
 * Reads a lookup table's descriptor and data (PS3.3, C.11.1.1).
 *
 * @param signed - whether the values that go into it are.
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readLookupTable(
  values: ElementValues,
  descriptor: string,
  dataTag: string,
  signed: boolean,
): LookupTable | undefined {
  const count = values.uint16(descriptor, 0);
  const first = signed ? values.int16(descriptor, 1) : values.uint16(descriptor, 1);
  const bits = values.uint16(descriptor, 2);
  const data = values.raw(dataTag);
  if (count === undefined || first === undefined || bits === undefined || data === undefined)
    return undefined;
  if (bits < 1 || bits > 16) throw formatInvalid('DICOM', `has a lookup table with ${bits} bits an entry`);
  const length = count || 65536;
  const isPacked = bits <= 8 && data.byteLength < 2 * length;
  if (data.byteLength < (isPacked ? length : 2 * length)) {
    throw formatInvalid('DICOM', `has a lookup table cut short of its ${length} entries`);
  }
  const entries = new Uint16Array(length);
  for (let i = 0; i < length; i++) {
    entries[i] = isPacked ? (data[i] as number) : (values.uint16(dataTag, i) as number);
  }
  return { first, bits, entries };
}

/** A table's entry for a value. */
export const lookUp = ({ first, entries }: LookupTable, value: number): number =>
  entries[Math.min(Math.max(value - first, 0), entries.length - 1)] as number;

const CHANNELS = [
  { descriptor: 'x00281101', data: 'x00281201', segmented: 'x00281221' },
  { descriptor: 'x00281102', data: 'x00281202', segmented: 'x00281222' },
  { descriptor: 'x00281103', data: 'x00281203', segmented: 'x00281223' },
] as const;

/** Red, green and blue of PALETTE COLOR. */
export type Palette = readonly [LookupTable, LookupTable, LookupTable];

/**
 * Reads the colours of PALETTE COLOR, plain or segmented.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` of segments of 8 bits.
 */
export function readPalette(values: ElementValues, signed: boolean): Palette {
  const [red, green, blue] = CHANNELS.map(
    ({ descriptor, data, segmented }) =>
      readLookupTable(values, descriptor, data, signed) ??
      readSegmented(values, descriptor, segmented, signed),
  );
  if (red && green && blue) return [red, green, blue];
  throw formatInvalid('DICOM', 'has no palette for its PALETTE COLOR');
}

function readSegmented(
  values: ElementValues,
  descriptor: string,
  tag: string,
  signed: boolean,
): LookupTable | undefined {
  const [count, bits] = [values.uint16(descriptor, 0), values.uint16(descriptor, 2)];
  const first = signed ? values.int16(descriptor, 1) : values.uint16(descriptor, 1);
  const data = values.raw(tag);
  if (count === undefined || bits === undefined || first === undefined || data === undefined)
    return undefined;
  if (bits !== 16) {
    throw formatUnsupported('DICOM', `has a segmented palette of ${bits} bits`, 'Export it as RGB.');
  }
  const words = Array.from({ length: data.byteLength >> 1 }, (_, i) => values.uint16(tag, i) ?? 0);
  return { first, bits, entries: unfoldSegments(words, count || 65536) };
}

/**
 * Colours of 8 bits for each value: of wider entries the upper 8 bits, which is what displays show; entries that all
 * fit into 8 bits are such, whatever their descriptor says.
 */
export function applyPalette(data: PixelData, palette: Palette): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length * 3);
  const isWide = palette.some(({ entries }) => entries.some((entry) => entry > 255));
  const shifts = palette.map(({ bits }) => (isWide ? Math.max(0, bits - 8) : 0));
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    for (let channel = 0; channel < 3; channel++) {
      out[i * 3 + channel] = lookUp(palette[channel] as LookupTable, value) >> (shifts[channel] as number);
    }
  }
  return out;
}
