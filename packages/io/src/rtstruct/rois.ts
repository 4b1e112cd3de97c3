import { MedicoSamError } from '@medicosam/core';
import { checkColour, checkLines, checkText } from '../dicom/writing/check-values.js';
import { checkCode } from '../dicom-seg/code-items.js';
import type { Code } from '../dicom-seg/codes.js';
import type { SegSource } from '../dicom-seg/seg-source.js';
import { ALGORITHM_TYPES, type SegmentAlgorithmType } from '../dicom-seg/segments.js';
import { checkMask, type VoxelMask } from '../dicom-seg/slice-masks.js';
import type { Rgb } from '../nrrd/segment-colours.js';

/** A region of interest to be written. */
export interface RoiToWrite extends VoxelMask {
  /** For people; 64 characters at most. */
  readonly name: string;
  readonly description?: string | undefined;
  /** sRGB, 0 to 1; told apart from its neighbours when absent. */
  readonly colour?: Rgb | undefined;
  /** What it is for: `ORGAN`, `GTV`, `CTV`, `PTV`, `EXTERNAL`, `AVOIDANCE`, … (PS3.3, C.8.8.8.1). Left open when absent. */
  readonly interpretedType?: string | undefined;
  /** `SEMIAUTOMATIC` when absent; `UNKNOWN` of what was read and does not say. */
  readonly algorithmType?: SegmentAlgorithmType | 'UNKNOWN' | undefined;
  /** How it was made; `MedicoSAM` when this and the type are absent. A model's name tells more. */
  readonly algorithmName?: string | undefined;
  /** Which thing it is: the `type` of one of `segmentCodes`, or another. */
  readonly code?: Code | undefined;
}

const TYPES = [...ALGORITHM_TYPES, 'UNKNOWN'] as const;

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

/**
 * Checks what is written of regions, and that masks have the size of the source.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`; `IMAGE_INVALID` for a mask of another size.
 */
export function checkRois(rois: readonly RoiToWrite[], source: SegSource): void {
  if (rois.length === 0) throw invalid('There is no region to write.');
  for (const roi of rois) {
    checkText('The name of a region', roi.name);
    if (roi.description !== undefined) checkLines('A description', roi.description);
    if (roi.algorithmName !== undefined) checkText('An algorithm name', roi.algorithmName);
    if (roi.algorithmType !== undefined && !TYPES.includes(roi.algorithmType)) {
      throw invalid(`An algorithm type is one of ${TYPES.join(', ')}, got ${roi.algorithmType}.`);
    }
    if (roi.interpretedType !== undefined && !/^[A-Z0-9_ ]{1,16}$/.test(roi.interpretedType)) {
      throw invalid(
        `An interpreted type has 1 to 16 capitals, digits, spaces and underscores, got ${JSON.stringify(roi.interpretedType)}.`,
      );
    }
    if (roi.colour !== undefined) checkColour(roi.colour);
    if (roi.code) checkCode(roi.code);
    checkMask(`region ${JSON.stringify(roi.name)}`, roi, source);
  }
}
