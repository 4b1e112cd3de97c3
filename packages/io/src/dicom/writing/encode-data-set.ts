import { MedicoSamError } from '@medicosam/core';
import { TextEncoder } from '../../platform.js';
import { ATTRIBUTES, type AttributeSet, type Keyword } from './attributes.js';
import { decimalString } from './decimal-string.js';

type Vr = (typeof ATTRIBUTES)[Keyword][1];
type Value = NonNullable<AttributeSet[Keyword]>;
type Chunk = Uint8Array<ArrayBufferLike>;

/** Value representations whose length takes four bytes, behind two that are reserved. */
const LONG = new Set<Vr | 'OW'>(['OB', 'OW', 'SQ', 'UC', 'UT']);
const NUMBER_BYTES = { US: 2, UL: 4 } as const;
const MAX_SHORT = 0xfffe;
const MAX_LONG = 0xfffffffe;

const encoder = new TextEncoder();

export const sizeOf = (chunks: readonly Chunk[]): number =>
  chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** How a data set is encoded. */
export interface DataSetEncoding {
  /** Of PixelData; `OB` when absent. */
  readonly pixelVr?: 'OB' | 'OW' | undefined;
  /** Without value representations, so that texts too may be longer than 64 kB. */
  readonly isImplicit?: boolean | undefined;
}

/**
 * A data set as little endian (PS3.5), in pieces to be joined: elements in the order of their tags, sequences and
 * items of stated length, texts as UTF-8, values of an even length.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a value that is longer than its representation permits.
 */
export function encodeDataSet(set: AttributeSet, encoding: DataSetEncoding = {}): Chunk[] {
  const { pixelVr = 'OB', isImplicit = false } = encoding;
  return (Object.entries(set) as [Keyword, Value | undefined][])
    .flatMap(([keyword, value]) => {
      const [tag, vr] = ATTRIBUTES[keyword];
      return value === undefined ? [] : [{ keyword, tag, vr, value }];
    })
    .sort((a, b) => (a.tag < b.tag ? -1 : 1))
    .flatMap(({ keyword, tag, vr, value }) => {
      const content = encodeValue(vr, value, encoding);
      const written = keyword === 'PixelData' ? pixelVr : vr;
      const length = sizeOf(content);
      const start = isImplicit ? implicitHeader(tag, length) : header(keyword, tag, written, length);
      return [start, ...content];
    });
}

function header(keyword: Keyword, tag: string, vr: Vr | 'OW', length: number): Chunk {
  const isLong = LONG.has(vr);
  if (length > (isLong ? MAX_LONG : MAX_SHORT)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `${keyword} has ${length} bytes, more than DICOM can write.`,
    });
  }
  const view = new DataView(new ArrayBuffer(isLong ? 12 : 8));
  setTag(view, 0, tag);
  view.setUint8(4, vr.charCodeAt(0));
  view.setUint8(5, vr.charCodeAt(1));
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return new Uint8Array(view.buffer);
}

function implicitHeader(tag: string, length: number): Chunk {
  const view = new DataView(new ArrayBuffer(8));
  setTag(view, 0, tag);
  view.setUint32(4, length, true);
  return new Uint8Array(view.buffer);
}

function setTag(view: DataView, offset: number, tag: string): void {
  view.setUint16(offset, Number.parseInt(tag.slice(1, 5), 16), true);
  view.setUint16(offset + 2, Number.parseInt(tag.slice(5), 16), true);
}

function encodeValue(vr: Vr, value: Value, encoding: DataSetEncoding): Chunk[] {
  if (vr === 'SQ') return (value as readonly AttributeSet[]).flatMap((item) => encodeItem(item, encoding));
  if (vr === 'OB') {
    const bytes = value as Uint8Array;
    return bytes.byteLength % 2 ? [bytes, new Uint8Array(1)] : [bytes];
  }
  const values = (Array.isArray(value) ? value : [value]) as readonly (string | number)[];
  if (vr === 'AT') return values.map((keyword) => encodeTag(keyword as Keyword));
  if (vr === 'US' || vr === 'UL') return [encodeNumbers(values as readonly number[], NUMBER_BYTES[vr])];
  const text = values.map((one) => (typeof one === 'number' ? decimalString(one) : one)).join('\\');
  const bytes = encoder.encode(text);
  return bytes.byteLength % 2 ? [bytes, Uint8Array.of(vr === 'UI' ? 0 : 0x20)] : [bytes];
}

function encodeTag(keyword: Keyword): Chunk {
  const view = new DataView(new ArrayBuffer(4));
  setTag(view, 0, ATTRIBUTES[keyword][0]);
  return new Uint8Array(view.buffer);
}

function encodeNumbers(values: readonly number[], bytes: 2 | 4): Chunk {
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  for (const [i, value] of values.entries()) {
    if (bytes === 2) view.setUint16(i * 2, value, true);
    else view.setUint32(i * 4, value, true);
  }
  return new Uint8Array(view.buffer);
}

function encodeItem(item: AttributeSet, encoding: DataSetEncoding): Chunk[] {
  const content = encodeDataSet(item, encoding);
  return [implicitHeader('xfffee000', sizeOf(content)), ...content];
}
