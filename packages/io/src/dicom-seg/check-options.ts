import { MedicoSamError } from '@medicosam/core';
import { checkText, checkUid } from './segments.js';
import type { WriteDicomSegOptions } from './write-dicom-seg.js';

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/** Checks texts, numbers and UIDs of a file. @throws MedicoSamError `INVALID_ARGUMENT`. */
export function checkOptions(options: WriteDicomSegOptions): void {
  const { kind, contentLabel, equipment = {} } = options;
  if (kind !== undefined && kind !== 'BINARY' && kind !== 'LABELMAP') {
    throw invalid(`A kind is BINARY or LABELMAP, got ${kind}.`);
  }
  if (contentLabel !== undefined && !/^[A-Z0-9_ ]{1,16}$/.test(contentLabel)) {
    throw invalid(
      `A content label has 1 to 16 capitals, digits, spaces and underscores, got ${JSON.stringify(contentLabel)}.`,
    );
  }
  const texts = {
    'A series description': options.seriesDescription,
    'A content description': options.contentDescription,
    'A creator': options.contentCreatorName,
    'A manufacturer': equipment.manufacturer,
    'A model name': equipment.modelName,
    'A serial number': equipment.deviceSerialNumber,
    'A software version': equipment.softwareVersions,
  };
  for (const [what, text] of Object.entries(texts)) if (text !== undefined) checkText(what, text);
  const uids = { 'A series UID': options.seriesInstanceUid, 'An instance UID': options.sopInstanceUid };
  for (const [what, uid] of Object.entries(uids)) if (uid !== undefined) checkUid(what, uid);
  const numbers = { 'A series number': options.seriesNumber, 'An instance number': options.instanceNumber };
  for (const [what, number] of Object.entries(numbers)) {
    if (number === undefined || (Number.isInteger(number) && Math.abs(number) < 2 ** 31)) continue;
    throw invalid(`${what} is a whole number, got ${number}.`);
  }
}
