import { formatUnsupported } from '../../../format-errors.js';
import { readCodestreamHeader } from '../../pixels/codestream-header.js';
import { type DecodedFrame, frameInvalid } from '../frame-codec.js';
import { BitReader } from './bit-reader.js';
import { inverseDct } from './inverse-dct.js';
import { type Jpeg12Header, readJpeg12Header } from './jpeg12-header.js';

/** Places of coefficients in a block, in the order in which they are coded. */
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
] as const;

/**
 * JPEG extended with 12 bits, grey (ITU-T T.81, processes 2 and 4): no maintained package decodes it.
 *
 * @throws MedicoSamError `FORMAT_INVALID`; `FORMAT_UNSUPPORTED` of colour and other processes.
 */
export function decodeJpeg12(bytes: Uint8Array): DecodedFrame {
  const { components, process = 0, precision } = readCodestreamHeader(bytes) ?? {};
  if (components !== 1 || process > 1 || precision !== 12) {
    throw formatUnsupported(
      'DICOM',
      `has a JPEG frame of ${precision} bits and ${components} component(s), process SOF${process}`,
      'Export it uncompressed or as JPEG 2000.',
    );
  }
  const header = readJpeg12Header(bytes);
  const { width, height, restartInterval, scanOffset } = header;
  const across = Math.ceil(width / 8);
  const blocks = across * Math.ceil(height / 8);
  // A block takes a DC and an AC code of at least one bit.
  if (2 * blocks > 8 * (bytes.byteLength - scanOffset)) throw frameInvalid('is too short for its size');
  const out = new Uint16Array(width * height);
  const reader = new BitReader(bytes, scanOffset);
  const block = new Float64Array(64);
  for (let index = 0, dc = 0; index < blocks; index++) {
    if (restartInterval > 0 && index > 0 && index % restartInterval === 0) {
      reader.restart();
      dc = 0;
    }
    dc = readBlock(reader, header, dc, block);
    inverseDct(block);
    writeBlock(block, out, width, height, (index % across) * 8, Math.floor(index / across) * 8);
  }
  return { bytes: new Uint8Array(out.buffer), bytesPerSample: 2, planar: false, isRgb: false, precision };
}

/** One block's coefficients, dequantised; returns its DC. */
function readBlock(
  reader: BitReader,
  { steps, dc, ac }: Jpeg12Header,
  last: number,
  block: Float64Array,
): number {
  block.fill(0);
  const value = last + reader.signed(reader.symbol(dc) & 15);
  block[0] = value * (steps[0] as number);
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac);
    const length = symbol & 15;
    if (length === 0 && symbol !== 0xf0) break;
    k += symbol >> 4;
    if (k > 63) throw frameInvalid('has a block of more than 64 coefficients');
    if (length > 0) block[ZIGZAG[k] as number] = reader.signed(length) * (steps[k] as number);
  }
  return value;
}

function writeBlock(
  block: Float64Array,
  out: Uint16Array,
  width: number,
  height: number,
  left: number,
  top: number,
): void {
  for (let y = 0; y < 8 && top + y < height; y++) {
    for (let x = 0; x < 8 && left + x < width; x++) {
      const value = Math.floor((block[y * 8 + x] as number) + 2048.5);
      out[(top + y) * width + left + x] = Math.max(0, Math.min(4095, value));
    }
  }
}
