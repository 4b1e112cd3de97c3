import { MedicoSamError } from '@medicosam/core';
import { checkColour, checkText, checkUid } from '../dicom/writing/check-values.js';
import type { Rgb } from '../nrrd/segment-colours.js';
import { checkCode } from './code-items.js';
import type { Code } from './codes.js';
import type { SegSource } from './seg-source.js';
import { checkMask, type VoxelMask } from './slice-masks.js';

/** Who drew a segment: a person with the help of a program (SAM with prompts), a program alone, a person alone. */
export type SegmentAlgorithmType = 'SEMIAUTOMATIC' | 'AUTOMATIC' | 'MANUAL';

export const ALGORITHM_TYPES = [
  'SEMIAUTOMATIC',
  'AUTOMATIC',
  'MANUAL',
] as const satisfies readonly SegmentAlgorithmType[];

/** A segment to be written. */
export interface SegmentToWrite extends VoxelMask {
  /** For people; 64 characters at most. */
  readonly label: string;
  readonly description?: string | undefined;
  /** What kind of thing it is; with `type`, see `segmentCodes`. Tissue when absent. */
  readonly category?: Code | undefined;
  /** Which thing it is. Tissue when absent. */
  readonly type?: Code | undefined;
  /** `laterality.left`, … */
  readonly typeModifiers?: readonly Code[] | undefined;
  /** Where a lesion is. */
  readonly anatomicRegion?: Code | undefined;
  /** `SEMIAUTOMATIC` when absent. */
  readonly algorithmType?: SegmentAlgorithmType | undefined;
  /** `MedicoSAM` when absent; a model's name tells more. */
  readonly algorithmName?: string | undefined;
  /** sRGB, 0 to 1; told apart from its neighbours when absent. */
  readonly colour?: Rgb | undefined;
  /** Names the thing across studies; the label when there is only a UID. */
  readonly trackingId?: string | undefined;
  /** Identifies the thing across studies; a new one when there is only an id. */
  readonly trackingUid?: string | undefined;
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });
const MAX_SEGMENTS = 0xffff;

/**
 * Checks what is written of segments, and that masks have the size of the source.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT`; `IMAGE_INVALID` for a mask of another size.
 */
export function checkSegments(segments: readonly SegmentToWrite[], source: SegSource): void {
  if (segments.length === 0) throw invalid('There is no segment to write.');
  if (segments.length > MAX_SEGMENTS) throw invalid(`A file holds at most ${MAX_SEGMENTS} segments.`);
  for (const segment of segments) {
    checkText('The label of a segment', segment.label);
    if (segment.description !== undefined) checkText('A description', segment.description, 1024);
    if (segment.algorithmName !== undefined) checkText('An algorithm name', segment.algorithmName);
    if (segment.trackingUid !== undefined) checkUid('A tracking UID', segment.trackingUid);
    const { algorithmType } = segment;
    if (algorithmType !== undefined && !ALGORITHM_TYPES.includes(algorithmType)) {
      throw invalid(`An algorithm type is one of ${ALGORITHM_TYPES.join(', ')}, got ${algorithmType}.`);
    }
    if (segment.colour !== undefined) checkColour(segment.colour);
    const { category, type, anatomicRegion, typeModifiers = [] } = segment;
    for (const code of [category, type, anatomicRegion, ...typeModifiers]) {
      if (code) checkCode(code);
    }
    checkMask(`segment ${JSON.stringify(segment.label)}`, segment, source);
  }
}
