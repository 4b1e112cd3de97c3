import { formatInvalid } from '../format-errors.js';

/** What the segments before a JPEG's pixels state. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly precision: number;
  /** The number n of its SOFn marker: 0 baseline, 1 extended, 2 progressive, 3 lossless, 9 and above arithmetic. */
  readonly process: number;
  /** Identifiers of the components, in order: 1, 2, 3 for YCbCr as a rule, the letters R, G, B for RGB. */
  readonly components: readonly number[];
  /** 8 × 8 blocks of all components. */
  readonly blocks: number;
  readonly hasJfif: boolean;
  /** The Adobe segment's colour transform: 0 none, 1 YCbCr, 2 YCCK. */
  readonly adobeTransform: number | undefined;
  /** EXIF's TIFF block, where there is one. */
  readonly exif: Uint8Array | undefined;
  /** Where the first scan begins. */
  readonly scanOffset: number;
}

/** Whether bytes begin as a JPEG file does. */
export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const startsWith = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

/**
 * Reads the segments before the pixels (ITU-T T.81, annex B). Nothing is decoded.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  let frame: Frame | undefined;
  let hasJfif = false;
  let adobeTransform: number | undefined;
  let exif: Uint8Array | undefined;
  for (const { marker, content, offset } of segments(bytes)) {
    if (marker === 0xe0 && startsWith(content, 'JFIF\0')) hasJfif = true;
    if (marker === 0xee && startsWith(content, 'Adobe')) adobeTransform = content[11];
    if (marker === 0xe1 && startsWith(content, 'Exif\0\0')) exif ??= content.subarray(6);
    if (isFrame(marker)) {
      if (frame) throw formatInvalid('JPEG', 'has two frames');
      frame = readFrame(content, marker);
    }
    if (marker === 0xda) {
      if (!frame) throw formatInvalid('JPEG', 'has pixels before it states their size');
      return { ...frame, hasJfif, adobeTransform, exif, scanOffset: offset };
    }
  }
  throw formatInvalid('JPEG', 'ends before its pixels');
}

function* segments(bytes: Uint8Array): Generator<{ marker: number; content: Uint8Array; offset: number }> {
  let offset = 2;
  while (offset + 4 <= bytes.byteLength) {
    if (bytes[offset] !== 0xff) throw formatInvalid('JPEG', `has no marker at byte ${offset}`);
    const marker = bytes[offset + 1] ?? 0;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      offset++;
      continue;
    }
    if (marker === 0xd9) return;
    const length = ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0);
    const end = offset + 2 + length;
    if (length < 2 || end > bytes.byteLength) throw formatInvalid('JPEG', 'ends inside a segment');
    yield { marker, content: bytes.subarray(offset + 4, end), offset };
    offset = end;
  }
}

type Frame = Pick<JpegHeader, 'width' | 'height' | 'precision' | 'process' | 'components' | 'blocks'>;

function readFrame(content: Uint8Array, marker: number): Frame {
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = content;
  if (count < 1 || content.byteLength < 6 + 3 * count) throw formatInvalid('JPEG', 'has a frame cut short');
  const width = (w1 << 8) | w0;
  const height = (h1 << 8) | h0;
  const entries = Array.from({ length: count }, (_, i) => ({
    id: content[6 + 3 * i] ?? 0,
    h: (content[7 + 3 * i] ?? 0) >> 4,
    v: (content[7 + 3 * i] ?? 0) & 15,
  }));
  if (entries.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) {
    throw formatInvalid('JPEG', 'states a sampling factor that is not 1 to 4');
  }
  const maxH = Math.max(...entries.map(({ h }) => h));
  const maxV = Math.max(...entries.map(({ v }) => v));
  const blocks = entries.reduce(
    (sum, { h, v }) => sum + Math.ceil((width * h) / maxH / 8) * Math.ceil((height * v) / maxV / 8),
    0,
  );
  return {
    width,
    height,
    precision,
    process: marker - 0xc0,
    components: entries.map(({ id }) => id),
    blocks,
  };
}
