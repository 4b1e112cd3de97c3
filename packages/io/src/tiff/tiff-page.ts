import { formatInvalid, formatUnsupported } from '../format-errors.js';
import type { StoredType } from '../voxels/stored-type.js';
import { fieldValues, TAGS, type TiffFile } from './tiff-directory.js';

/** How the pixels of a page are compressed. */
export type TiffCompression = 'none' | 'lzw' | 'deflate' | 'packbits';

/** What a page states about its pixels. */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** 1, 2 and 4 bits are packed in bytes. */
  readonly bits: 1 | 2 | 4 | 8 | 16 | 32 | 64;
  readonly type: StoredType;
  readonly samples: number;
  readonly photometric: 'white-is-zero' | 'black-is-zero' | 'rgb' | 'palette';
  readonly compression: TiffCompression;
  readonly predictor: 1 | 2 | 3;
  /** Whether each sample has planes of its own. */
  readonly isPlanar: boolean;
  /** Strips are blocks as wide as the image. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly isTiled: boolean;
}

const COMPRESSIONS: Readonly<Record<number, TiffCompression>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32946: 'deflate',
  32773: 'packbits',
};
const COMPRESSIONS_NOT_READ: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old-style JPEG',
  7: 'JPEG',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
};
const PHOTOMETRICS = { 0: 'white-is-zero', 1: 'black-is-zero', 2: 'rgb', 3: 'palette' } as const;
const SAVE_PLAIN = 'Save it as grey or RGB, without compression or with LZW, deflate or PackBits.';

/**
 * What a page states about its pixels.
 *
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED`.
 */
export function readTiffPage(file: TiffFile, index: number): TiffPage {
  const directory = file.directories[index] as TiffFile['directories'][number];
  const one = (tag: number) => fieldValues(file, directory, tag, 1)?.[0];
  const width = one(TAGS.width) ?? 0;
  const height = one(TAGS.height) ?? 0;
  const samples = one(TAGS.samplesPerPixel) ?? 1;
  const { type, bits } = sampleType(
    fieldValues(file, directory, TAGS.bitsPerSample, Math.min(samples, 64)) ?? [1],
    fieldValues(file, directory, TAGS.sampleFormat, Math.min(samples, 64)) ?? [1],
  );
  const photometric = PHOTOMETRICS[(one(TAGS.photometric) ?? 1) as 0];
  if (!photometric) {
    throw formatUnsupported(
      'TIFF',
      `has the colour space ${one(TAGS.photometric)} (CMYK, YCbCr, Lab …)`,
      SAVE_PLAIN,
    );
  }
  const fillOrder = one(TAGS.fillOrder) ?? 1;
  if (fillOrder !== 1 && bits < 8) throw formatUnsupported('TIFF', 'has the lower bits first', SAVE_PLAIN);
  checkSamples(samples, photometric, bits);
  const isTiled = directory.has(TAGS.tileWidth);
  return {
    width,
    height,
    bits,
    type,
    samples,
    photometric,
    compression: compressionOf(one(TAGS.compression) ?? 1),
    predictor: predictorOf(one(TAGS.predictor) ?? 1, type, bits),
    isPlanar: samples > 1 && one(TAGS.planarConfiguration) === 2,
    blockWidth: isTiled ? (one(TAGS.tileWidth) ?? 0) : width,
    blockHeight: isTiled ? (one(TAGS.tileHeight) ?? 0) : Math.min(one(TAGS.rowsPerStrip) ?? height, height),
    isTiled,
  };
}

function sampleType(
  bitsPerSample: readonly number[],
  formats: readonly number[],
): Pick<TiffPage, 'type' | 'bits'> {
  const [bits = 1] = bitsPerSample;
  const [format = 1] = formats;
  if (bitsPerSample.some((other) => other !== bits) || formats.some((other) => other !== format)) {
    throw formatUnsupported('TIFF', 'has samples of several types', SAVE_PLAIN);
  }
  if ((bits === 1 || bits === 2 || bits === 4) && format !== 2 && format !== 3)
    return { type: 'uint8', bits };
  const kind =
    format === 3 ? 'float' : format === 2 ? 'int' : format === 1 || format === 4 ? 'uint' : undefined;
  const isKnown = kind === 'float' ? bits === 32 || bits === 64 : bits === 8 || bits === 16 || bits === 32;
  if (!kind || !isKnown) {
    throw formatUnsupported('TIFF', `has samples of ${bits} bits in format ${format}`, SAVE_PLAIN);
  }
  return { type: `${kind}${bits}` as StoredType, bits: bits as 8 };
}

function checkSamples(samples: number, photometric: TiffPage['photometric'], bits: number): void {
  const allowed = photometric === 'rgb' ? [3, 4] : [1, 2];
  if (!allowed.includes(samples)) {
    throw formatUnsupported('TIFF', `has ${samples} samples a pixel (${photometric})`, SAVE_PLAIN);
  }
  if (bits < 8 && samples > 1)
    throw formatUnsupported('TIFF', `has ${samples} samples of ${bits} bits`, SAVE_PLAIN);
  if (photometric === 'palette' && bits > 8) {
    throw formatUnsupported('TIFF', `has a palette of ${bits} bits`, SAVE_PLAIN);
  }
}

function compressionOf(code: number): TiffCompression {
  const compression = COMPRESSIONS[code];
  if (compression) return compression;
  const name = COMPRESSIONS_NOT_READ[code];
  throw formatUnsupported('TIFF', `is compressed ${name ? `with ${name}` : `in way ${code}`}`, SAVE_PLAIN);
}

function predictorOf(code: number, type: StoredType, bits: number): 1 | 2 | 3 {
  const isFloat = type.startsWith('float');
  if (code === 1 || (code === 2 && !isFloat && bits >= 8) || (code === 3 && isFloat)) return code;
  throw formatInvalid('TIFF', `has predictor ${code} with samples of ${bits} bits (${type})`);
}
