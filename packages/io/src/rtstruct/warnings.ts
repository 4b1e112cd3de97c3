import type { Warning } from '@medicosam/core';
import type { DicomWarningCode } from '../dicom/warnings.js';

/** What is odd in a structure set that could be read all the same. */
export type RtStructWarningCode =
  | 'CONTOURS_UNPLACED'
  | 'CONTOURS_TILTED'
  | 'CONTOURS_NOT_CLOSED'
  | 'CONTOURS_DAMAGED'
  | 'CONTOURS_REPEATED'
  | 'CONTOURS_CUT_OFF'
  | 'HOLES_ASSUMED'
  | 'ROI_UNDESCRIBED'
  | 'ROI_DAMAGED'
  | 'ROI_ELSEWHERE';

/** A warning of the reader of structure sets, or of the reader of files below it. */
export interface RtStructWarning extends Warning {
  readonly code: RtStructWarningCode | DicomWarningCode;
}

/** What happened to outlines of one region, to be told once with their number. */
export class RoiWarnings {
  readonly #counts = new Map<RtStructWarningCode, number>();

  count(code: RtStructWarningCode, outlines = 1): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + outlines);
  }

  listOf(name: string): RtStructWarning[] {
    return [...this.#counts].map(([code, count]) => ({
      code,
      message: `Region ${JSON.stringify(name)}: ${count} ${SAID[code as keyof typeof SAID]}`,
    }));
  }
}

const SAID = {
  CONTOURS_UNPLACED: 'outline(s) lie on no slice of the volume and are in no mask.',
  CONTOURS_TILTED: 'outline(s) are not parallel to the slices and are in no mask.',
  CONTOURS_NOT_CLOSED: 'point(s), line(s) or outline(s) of an unknown type are no area and are in no mask.',
  CONTOURS_DAMAGED: 'outline(s) do not have the numbers that they should and are in no mask.',
  CONTOURS_REPEATED: 'outline(s) are given twice and were read once.',
  CONTOURS_CUT_OFF: 'outline(s) reach beyond the images and were cut off there.',
  HOLES_ASSUMED: 'slice(s) have outlines that overlap: where an even number does, there is a hole.',
} as const satisfies Partial<Record<RtStructWarningCode, string>>;
