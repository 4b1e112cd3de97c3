import { formatInvalid, formatUnsupported } from '../../format-errors.js';
import { DEFAULT_LIMITS, type DecodeLimits } from '../../limits.js';
import type { Warnings } from '../warnings.js';
import { textDecoder } from './decode-text.js';
import { detectEncoding, hasValueRepresentation } from './detect-encoding.js';
import { ElementValues } from './elements.js';
import { inflateBounded } from './inflate.js';
import { readElements } from './read-elements.js';
import {
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  type TransferSyntax,
  transferSyntaxes,
} from './transfer-syntax.js';

/** A file's data set, and how it was written. */
export interface DataSet {
  readonly values: ElementValues;
  readonly syntax: TransferSyntax;
}

/** Whether bytes begin as a DICOM file does: 128 bytes of preamble, then `DICM`. Some files have neither. */
export const isDicom = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';

/** Where the first element lies: behind the preamble; without one at the beginning, or one stray byte behind it. */
function findStart(bytes: Uint8Array, warnings: Warnings): number {
  if (isDicom(bytes)) return 132;
  for (const offset of [0, 1]) {
    if (detectEncoding(bytes, offset) === undefined) continue;
    warnings.add('PREAMBLE_MISSING', 'The file has no DICOM preamble.');
    if (offset > 0) warnings.add('BYTES_STRAY', 'A stray byte stands before the first element.');
    return offset;
  }
  throw formatInvalid('DICOM', 'has neither a DICOM preamble nor a data set at its beginning');
}

function findSyntax(
  bytes: Uint8Array,
  offset: number,
  stated: string | undefined,
  warnings: Warnings,
): TransferSyntax {
  if (stated === undefined) {
    warnings.add(
      'TRANSFER_SYNTAX_MISSING',
      'The file states no transfer syntax; it was told by the first element.',
    );
    return detectEncoding(bytes, offset) ?? IMPLICIT_LITTLE_ENDIAN;
  }
  const syntax = transferSyntaxes.get(stated);
  if (syntax === undefined) {
    throw formatUnsupported(
      'DICOM',
      `has the transfer syntax ${/^[\d.]{1,64}$/.test(stated) ? stated : 'of an invalid name'}, which is not read here`,
      'Export it as Explicit VR Little Endian, RLE, JPEG, JPEG-LS, JPEG 2000 or HTJ2K.',
    );
  }
  if (syntax.deflated || offset + 8 > bytes.byteLength) return syntax;
  const isExplicit = hasValueRepresentation(bytes, offset);
  if (isExplicit !== syntax.implicit) return syntax;
  warnings.add(
    'TRANSFER_SYNTAX_WRONG',
    `The file states ${syntax.name} and is written with ${isExplicit ? 'explicit' : 'implicit'} value representations.`,
  );
  return isExplicit ? EXPLICIT_LITTLE_ENDIAN : { ...syntax, implicit: true, bigEndian: false };
}

/**
 * Reads the elements of a DICOM file (PS3.10), with or without preamble and file meta information. Pixels are not
 * looked at.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it is none; `FORMAT_UNSUPPORTED` for a transfer syntax that is not
 *   read.
 */
export function parseDataSet(bytes: Uint8Array, limits: DecodeLimits, warnings: Warnings): DataSet {
  const start = findStart(bytes, warnings);
  const latin = textDecoder([]);
  const meta = readElements(bytes, start, EXPLICIT_LITTLE_ENDIAN, warnings, (group) => group !== 2);
  const stated = new ElementValues(meta.elements, bytes, false, latin).text('x00020010');
  const syntax = findSyntax(bytes, meta.end, stated, warnings);
  const content = syntax.deflated
    ? inflateBounded(bytes.subarray(meta.end), limits.maxMemoryBytes ?? DEFAULT_LIMITS.maxMemoryBytes)
    : bytes;
  const { elements } = readElements(content, syntax.deflated ? 0 : meta.end, syntax, warnings);
  const characterSets = new ElementValues(elements, content, syntax.bigEndian, latin).texts('x00080005');
  return {
    values: new ElementValues(elements, content, syntax.bigEndian, textDecoder(characterSets)),
    syntax,
  };
}
