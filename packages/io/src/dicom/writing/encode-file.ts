import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from '../data-set/transfer-syntax.js';
import type { AttributeSet } from './attributes.js';
import { type DataSetEncoding, encodeDataSet, sizeOf } from './encode-data-set.js';

/** Names this writer to others (PS3.7, D.3.3.2): a UID of its own, the same in all versions. */
const IMPLEMENTATION_CLASS_UID = '2.25.316692047778150524184131292002557383763';
const IMPLEMENTATION_VERSION_NAME = 'MEDICOSAM_TS';

/** A data set that can be a file. */
export type InstanceAttributes = AttributeSet & {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
};

/**
 * A whole DICOM file (PS3.10), little endian: preamble, file meta information and data set.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a value that is longer than its representation permits.
 */
export function encodeFile(
  instance: InstanceAttributes,
  encoding: DataSetEncoding = {},
): Uint8Array<ArrayBuffer> {
  const syntax = encoding.isImplicit ? IMPLICIT_LITTLE_ENDIAN : EXPLICIT_LITTLE_ENDIAN;
  const meta = encodeDataSet({
    FileMetaInformationVersion: Uint8Array.of(0, 1),
    MediaStorageSOPClassUID: instance.SOPClassUID,
    MediaStorageSOPInstanceUID: instance.SOPInstanceUID,
    TransferSyntaxUID: syntax.uid,
    ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
    ImplementationVersionName: IMPLEMENTATION_VERSION_NAME,
  });
  const chunks = [
    new Uint8Array(128),
    Uint8Array.from('DICM', (letter) => letter.charCodeAt(0)),
    ...encodeDataSet({ FileMetaInformationGroupLength: sizeOf(meta) }),
    ...meta,
    ...encodeDataSet(instance, encoding),
  ];
  const file = new Uint8Array(sizeOf(chunks));
  let offset = 0;
  for (const chunk of chunks) {
    file.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return file;
}
