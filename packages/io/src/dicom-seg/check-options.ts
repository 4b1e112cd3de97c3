import { MedicoSamError } from '@medicosam/core';
import { checkText } from '../dicom/writing/check-values.js';
import { checkDerivedInstance } from './derived-instance.js';
import type { WriteDicomSegOptions } from './write-dicom-seg.js';

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/** Checks texts, numbers and UIDs of a file. @throws MedicoSamError `INVALID_ARGUMENT`. */
export function checkOptions(options: WriteDicomSegOptions): void {
  const { kind, contentLabel } = options;
  if (kind !== undefined && kind !== 'BINARY' && kind !== 'LABELMAP') {
    throw invalid(`A kind is BINARY or LABELMAP, got ${kind}.`);
  }
  if (contentLabel !== undefined && !/^[A-Z0-9_ ]{1,16}$/.test(contentLabel)) {
    throw invalid(
      `A content label has 1 to 16 capitals, digits, spaces and underscores, got ${JSON.stringify(contentLabel)}.`,
    );
  }
  const texts = {
    'A content description': options.contentDescription,
    'A creator': options.contentCreatorName,
  };
  for (const [what, text] of Object.entries(texts)) if (text !== undefined) checkText(what, text);
  checkDerivedInstance(options);
}
