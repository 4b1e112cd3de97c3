/** A copy in which a text is another, as often as it occurs; the new one is padded to the old one's length. */
export function withText(bytes: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  if (to.length > from.length) throw new Error(`${to} does not fit into ${from}`);
  const out = Uint8Array.from(bytes);
  const letters = [...from].map((letter) => letter.charCodeAt(0));
  let found = 0;
  for (let at = 0; at + letters.length <= out.length; at++) {
    if (!letters.every((letter, i) => out[at + i] === letter)) continue;
    out.set(
      [...to.padEnd(from.length)].map((letter) => letter.charCodeAt(0)),
      at,
    );
    found++;
  }
  if (found === 0) throw new Error(`${from} does not occur`);
  return out;
}

/** Little-endian bytes of an explicit element. */
export function element(tag: string, vr: string, value: string | readonly number[]): Uint8Array<ArrayBuffer> {
  const content = typeof value === 'string' ? [...value].map((letter) => letter.charCodeAt(0)) : [...value];
  if (content.length % 2) content.push(typeof value === 'string' && vr !== 'UI' ? 32 : 0);
  const isLong = ['OB', 'OW', 'SQ', 'UN', 'OV', 'UT'].includes(vr);
  const header = [
    Number.parseInt(tag.slice(2, 4), 16),
    Number.parseInt(tag.slice(0, 2), 16),
    Number.parseInt(tag.slice(6, 8), 16),
    Number.parseInt(tag.slice(4, 6), 16),
    vr.charCodeAt(0),
    vr.charCodeAt(1),
  ];
  const { length } = content;
  const size = isLong
    ? [0, 0, length & 255, (length >> 8) & 255, (length >> 16) & 255, length >>> 24]
    : [length & 255, length >> 8];
  return Uint8Array.of(...header, ...size, ...content);
}

/** The bytes of 16-bit numbers. */
export const words = (...values: number[]): number[] =>
  values.flatMap((value) => [value & 255, (value >> 8) & 255]);

/** One array of several. */
export const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** A sequence's item, of stated length. */
export const item = (...elements: readonly Uint8Array[]): number[] => {
  const content = [...joined(...elements)];
  const { length } = content;
  return [0xfe, 0xff, 0, 0xe0, length & 255, (length >> 8) & 255, 0, 0, ...content];
};

/** A small image as a bare explicit data set. */
export function dataSetOf(samples: readonly number[], parts: Partial<DataSetParts>): Uint8Array<ArrayBuffer> {
  const { bits = 16, signed = false, photometric = 'MONOCHROME2', channels = 1, frames, meta = [] } = parts;
  const bytes = bits === 8 ? samples : words(...samples);
  return joined(
    ...meta,
    element('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element('00080060', 'CS', 'OT'),
    element('00280002', 'US', words(channels)),
    element('00280004', 'CS', photometric),
    ...(frames === undefined ? [] : [element('00280008', 'IS', `${frames}`)]),
    element('00280010', 'US', words(1)),
    element('00280011', 'US', words(samples.length / channels)),
    element('00280100', 'US', words(bits)),
    element('00280101', 'US', words(bits)),
    element('00280102', 'US', words(bits - 1)),
    element('00280103', 'US', words(signed ? 1 : 0)),
    ...(parts.middle ?? []),
    parts.pixels ?? element('7fe00010', bits === 8 ? 'OB' : 'OW', bytes),
  );
}

interface DataSetParts {
  readonly bits: 8 | 16;
  readonly signed: boolean;
  readonly photometric: string;
  readonly channels: number;
  readonly frames: number;
  /** Elements of group 2. */
  readonly meta: readonly Uint8Array[];
  /** Elements between (0028,0103) and the pixels. */
  readonly middle: readonly Uint8Array[];
  /** The element of the pixels, where it is not the plain one of `samples`. */
  readonly pixels: Uint8Array;
}
