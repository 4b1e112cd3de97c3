import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  type TransferSyntax,
} from './transfer-syntax.js';

const VALUE_REPRESENTATIONS = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(
    ' ',
  ),
);

/** Whether two letters of a value representation stand where an explicit element has them. */
export const hasValueRepresentation = (bytes: Uint8Array, offset: number): boolean =>
  VALUE_REPRESENTATIONS.has(String.fromCharCode(bytes[offset + 4] ?? 0, bytes[offset + 5] ?? 0));

/**
 * How a data set without a transfer syntax is written, told by its first element; undefined when none can begin
 * here. A data set begins with group 8 or below, and its tags grow.
 */
export function detectEncoding(bytes: Uint8Array, offset: number): TransferSyntax | undefined {
  if (offset + 8 > bytes.byteLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 8);
  const isFirstGroup = (group: number) => group === 2 || group === 4 || group === 8;
  if (isFirstGroup(view.getUint16(0, true))) {
    if (hasValueRepresentation(bytes, offset)) return EXPLICIT_LITTLE_ENDIAN;
    const fits = view.getUint32(4, true) <= bytes.byteLength - offset - 8;
    return fits ? IMPLICIT_LITTLE_ENDIAN : undefined;
  }
  if (isFirstGroup(view.getUint16(0)) && hasValueRepresentation(bytes, offset)) return EXPLICIT_BIG_ENDIAN;
  return undefined;
}
