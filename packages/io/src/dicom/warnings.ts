import type { Warning } from '@medicosam/core';

/** What is wrong with a file that could be read all the same. */
export type DicomWarningCode =
  | 'PREAMBLE_MISSING'
  | 'BYTES_STRAY'
  | 'TRANSFER_SYNTAX_MISSING'
  | 'TRANSFER_SYNTAX_WRONG'
  | 'ELEMENT_DAMAGED'
  | 'SEQUENCE_UNKNOWN'
  | 'DATA_SET_CUT_OFF'
  | 'PIXELS_UNTERMINATED'
  | 'BITS_UNUSED'
  | 'SIGN_MISMATCH'
  | 'MODALITY_LUT_APPLIED'
  | 'RESCALE_UNUSABLE'
  | 'WINDOW_UNUSABLE'
  | 'GEOMETRY_MISSING'
  | 'GEOMETRY_UNUSABLE'
  | 'LOCALISER'
  | 'ORIENTATIONS_MIXED'
  | 'SLICES_UNEVEN'
  | 'SLICES_MISSING'
  | 'SLICES_SHEARED'
  | 'SLICES_REPEATED'
  | 'INSTANCE_REPEATED'
  | 'RESCALE_MIXED'
  | 'FILE_REFUSED';

/** A warning of this reader: a core `Warning` whose codes are known. */
export interface DicomWarning extends Warning {
  readonly code: DicomWarningCode;
}

/** Collects warnings, each once. */
export class Warnings {
  readonly list: DicomWarning[] = [];

  add(code: DicomWarningCode, message: string): void {
    if (this.list.some((known) => known.code === code && known.message === message)) return;
    this.list.push({ code, message });
  }
}
