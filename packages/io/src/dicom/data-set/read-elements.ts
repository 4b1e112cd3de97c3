import dicomParser from 'dicom-parser';
import type { Warnings } from '../warnings.js';
import { hasValueRepresentation } from './detect-encoding.js';
import type { DicomElement, Elements } from './elements.js';
import type { TransferSyntax } from './transfer-syntax.js';

type Encoding = Pick<TransferSyntax, 'implicit' | 'bigEndian'>;
type Stream = dicomParser.ByteStream;

const PIXEL_DATA = 'x7fe00010';

/** Values of 16-bit words that dicom-parser would look into, to see whether they are a sequence. */
const WORDS = /^x(7fe000(08|09|10)|0028(3006|12[012][123])|60..3000)$/;
/** An item's tag, little endian. */
const ITEM = [0xfe, 0xff, 0x00, 0xe0];
const vrOfImplicit = (tag: string) => (WORDS.test(tag) ? 'OW' : undefined);

/** (0008,0005) as `(0008,0005)`. */
const printed = (tag: string) => `(${tag.slice(1, 5)},${tag.slice(5)})`;

/**
 * The elements of a data set from `start`, one after the other by dicom-parser. What it does not do is done here:
 * value representations of 64-bit words (an extended offset table is one), and to go on behind a damaged element,
 * with a warning.
 *
 * @param isLast - ends the reading before the element for which it is true.
 * @returns the elements, and where reading ended.
 */
export function readElements(
  bytes: Uint8Array,
  start: number,
  encoding: Encoding,
  warnings: Warnings,
  isLast: (group: number) => boolean = () => false,
): { readonly elements: Elements; readonly end: number } {
  const elements: Record<string, DicomElement> = {};
  if (start >= bytes.byteLength) return { elements, end: bytes.byteLength };
  const parser = encoding.bigEndian
    ? dicomParser.bigEndianByteArrayParser
    : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(parser, bytes, start);
  while (stream.position + 8 <= bytes.byteLength) {
    const at = stream.position;
    const group = parser.readUint16(bytes, at);
    if (isLast(group)) break;
    if (group === 0xfffe) {
      warnings.add('ELEMENT_DAMAGED', 'An item stands outside of any sequence; it was skipped.');
      stream.position = at + 8;
      continue;
    }
    try {
      const element = readElement(stream, encoding);
      if (element.vr === 'UN') readUnknownSequence(element, bytes, encoding, warnings);
      if (stream.position <= at) throw new Error('no progress');
      elements[element.tag] ??= element;
      if (hasStrayEnd(element)) {
        warnings.add(
          'ELEMENT_DAMAGED',
          `Element ${printed(element.tag)} has an item with a length and an end mark.`,
        );
      }
    } catch {
      // Behind the pixels there is padding at most.
      if (elements[PIXEL_DATA] !== undefined) break;
      const next = behind(bytes, at, encoding, stream);
      if (next === undefined) {
        warnings.add('DATA_SET_CUT_OFF', 'The data set cannot be read to its end.');
        break;
      }
      warnings.add('ELEMENT_DAMAGED', `Element ${printed(next.tag)} is damaged; it was skipped.`);
      stream.position = next.position;
    }
  }
  return { elements, end: stream.position };
}

function readElement(stream: Stream, { implicit }: Encoding): DicomElement {
  if (implicit) return dicomParser.readDicomElementImplicit(stream, undefined, vrOfImplicit as () => string);
  const { byteArray, position } = stream;
  const vr = String.fromCharCode(byteArray[position + 4] ?? 0, byteArray[position + 5] ?? 0);
  if (!['OV', 'SV', 'UV'].includes(vr)) return dicomParser.readDicomElementExplicit(stream, []);
  const tag = dicomParser.readTag(stream);
  const length = stream.byteArrayParser.readUint32(byteArray, position + 8);
  stream.position = position + 12 + length;
  return { tag, vr, length, dataOffset: position + 12 };
}

/**
 * Reads the items of a sequence whose writer did not know that it is one: its elements are implicit (PS3.5, 6.2.2).
 * Archives write functional groups so.
 */
function readUnknownSequence(
  element: DicomElement,
  bytes: Uint8Array,
  { bigEndian }: Encoding,
  warnings: Warnings,
) {
  const { dataOffset, length, tag, items } = element;
  const isSequence = ITEM.every((byte, i) => bytes[dataOffset + i] === byte) && length >= 8;
  if (items !== undefined || bigEndian || !isSequence || dataOffset + length > bytes.byteLength) return;
  // A stream of its own: a damaged item then leaves the element what it was, unknown.
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, dataOffset);
  const copy = { ...element } as dicomParser.Element;
  try {
    dicomParser.readSequenceItemsImplicit(stream, copy, vrOfImplicit as () => string);
  } catch {
    warnings.add('ELEMENT_DAMAGED', `Element ${printed(tag)} is damaged; it was skipped.`);
    return;
  }
  Object.assign(element, { items: copy.items });
  warnings.add(
    'SEQUENCE_UNKNOWN',
    `Element ${printed(tag)} is stored as unknown (UN) and was read as a sequence.`,
  );
}

/** Whether an item of stated length holds the mark that ends one of unknown length. */
const hasStrayEnd = ({ items = [] }: DicomElement): boolean =>
  items.some(
    ({ dataSet, hadUndefinedLength }) =>
      dataSet !== undefined &&
      ((!hadUndefinedLength && dataSet.elements['xfffee00d'] !== undefined) ||
        Object.values(dataSet.elements).some((element) => element !== undefined && hasStrayEnd(element))),
  );

/** Where reading goes on behind a damaged element: at its stated end, else at the pixels. */
function behind(
  bytes: Uint8Array,
  at: number,
  { implicit, bigEndian }: Encoding,
  stream: Stream,
): { readonly tag: string; readonly position: number } | undefined {
  stream.position = at;
  const tag = dicomParser.readTag(stream);
  const isLong =
    implicit || /^(O.|SQ|U[CNRTV]|SV)$/.test(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = implicit || !isLong ? 8 : 12;
  if (at + header <= bytes.byteLength) {
    const length = isLong ? view.getUint32(at + header - 4, !bigEndian) : view.getUint16(at + 6, !bigEndian);
    const position = at + header + length;
    const continues =
      position + 8 <= bytes.byteLength && (implicit || hasValueRepresentation(bytes, position));
    if (continues) return { tag, position };
  }
  const [a, b, c, d] = bigEndian ? [0x7f, 0xe0, 0, 0x10] : [0xe0, 0x7f, 0x10, 0];
  for (let i = at + 8; i + 8 <= bytes.byteLength; i++) {
    if (bytes[i] !== a || bytes[i + 1] !== b || bytes[i + 2] !== c || bytes[i + 3] !== d) continue;
    if (implicit || hasValueRepresentation(bytes, i)) return { tag, position: i };
  }
  return undefined;
}
