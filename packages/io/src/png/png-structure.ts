import { formatInvalid } from '../format-errors.js';

/** What IHDR states. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colour: PngColour;
  readonly interlaced: boolean;
}

export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgb-alpha';

/** A PNG file taken apart. */
export interface PngStructure {
  readonly header: PngHeader;
  /** The compressed pixels, piece by piece. */
  readonly data: readonly Uint8Array[];
  /** A file of the critical chunks alone: signature, IHDR, PLTE, IDAT, IEND. */
  readonly critical: Uint8Array<ArrayBuffer>;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10] as const;
/** By the colour type's number in IHDR: its name and the depths that go with it (PNG, table 11.1). */
const COLOURS: Readonly<Record<number, readonly [PngColour, readonly number[]]>> = {
  0: ['grey', [1, 2, 4, 8, 16]],
  2: ['rgb', [8, 16]],
  3: ['palette', [1, 2, 4, 8]],
  4: ['grey-alpha', [8, 16]],
  6: ['rgb-alpha', [8, 16]],
};

/** Whether bytes begin as a PNG file does. */
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Takes a PNG file apart. Only its critical chunks are kept: a comment, a colour profile or a date can then
 * neither fail a read nor unfold to gigabytes.
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readPngStructure(bytes: Uint8Array): PngStructure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE.length)];
  const data: Uint8Array[] = [];
  let header: PngHeader | undefined;
  let hasPalette = false;
  for (let offset: number = SIGNATURE.length; ; ) {
    if (offset + 12 > bytes.byteLength) throw formatInvalid('PNG', 'ends before its IEND chunk');
    const length = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const end = offset + 12 + length;
    if (end > bytes.byteLength) throw formatInvalid('PNG', `ends inside its ${type} chunk`);
    const content = bytes.subarray(offset + 8, end - 4);
    if (!header && type !== 'IHDR') throw formatInvalid('PNG', 'does not begin with an IHDR chunk');
    if (type === 'IHDR') {
      if (header) throw formatInvalid('PNG', 'has two IHDR chunks');
      header = readHeader(content);
    } else if (type === 'PLTE') {
      hasPalette = true;
    } else if (type === 'IDAT') {
      data.push(content);
    }
    if (isCritical(type)) kept.push(bytes.subarray(offset, end));
    offset = end;
    if (type === 'IEND') break;
  }
  if (!header || data.length === 0) throw formatInvalid('PNG', 'has no pixels');
  if (header.colour === 'palette' && !hasPalette) throw formatInvalid('PNG', 'has no palette');
  return { header, data, critical: concatenate(kept) };
}

const isCritical = (type: string): boolean => ['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(type);

function readHeader(content: Uint8Array): PngHeader {
  if (content.byteLength !== 13) {
    throw formatInvalid('PNG', `has an IHDR chunk of ${content.byteLength} bytes, expected 13`);
  }
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const depth = view.getUint8(8);
  const colourType = view.getUint8(9);
  const interlace = view.getUint8(12);
  const [colour, depths] = COLOURS[colourType] ?? [];
  if (!colour || !depths?.includes(depth)) {
    throw formatInvalid('PNG', `states colour type ${colourType} with ${depth} bits a sample`);
  }
  if (interlace > 1) throw formatInvalid('PNG', `states interlace method ${interlace}`);
  return { width: view.getUint32(0), height: view.getUint32(4), depth, colour, interlaced: interlace === 1 };
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
