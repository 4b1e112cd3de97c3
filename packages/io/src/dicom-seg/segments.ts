import { type BinaryMask, MedicoSamError } from '@medicosam/core';
import type { Rgb } from '../nrrd/segment-colours.js';
import type { Code } from './codes.js';
import type { SegSource } from './seg-source.js';

/** Who drew a segment: a person with the help of a program (SAM with prompts), a program alone, a person alone. */
export type SegmentAlgorithmType = 'SEMIAUTOMATIC' | 'AUTOMATIC' | 'MANUAL';

export const ALGORITHM_TYPES = [
  'SEMIAUTOMATIC',
  'AUTOMATIC',
  'MANUAL',
] as const satisfies readonly SegmentAlgorithmType[];

/** A segment to be written. */
export interface SegmentToWrite {
  /** For people; 64 characters at most. */
  readonly label: string;
  /**
   * Its voxels: a label map in the volume's order (x fastest, then y, then slices), or masks by index of slice, where
   * slices without one are empty.
   */
  readonly mask: Uint8Array | Uint16Array | ReadonlyMap<number, BinaryMask>;
  /** Of a label map: the value of this segment's voxels; all but 0 when absent. */
  readonly labelValue?: number | undefined;
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

/** One line of text that DICOM can hold. */
export function checkText(what: string, text: string, maxLength = 64): void {
  const isLine = ![...text].some((letter) => letter === '\\' || (letter.codePointAt(0) as number) < 0x20);
  if (text.trim() !== '' && text.length <= maxLength && isLine) return;
  throw invalid(
    `${what} is a line of 1 to ${maxLength} characters without a backslash, got ${JSON.stringify(text)}.`,
  );
}

export function checkUid(what: string, uid: string): void {
  if (uid.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(uid)) return;
  throw invalid(`${what} is a UID: numbers and points, 64 characters at most, got ${JSON.stringify(uid)}.`);
}

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
    if (segment.colour?.some((part) => !(part >= 0 && part <= 1))) {
      throw invalid(`A colour has parts from 0 to 1, got ${segment.colour.join(', ')}.`);
    }
    const { category, type, anatomicRegion, typeModifiers = [] } = segment;
    for (const code of [category, type, anatomicRegion, ...typeModifiers]) {
      if (code) checkCode(code);
    }
    checkMask(segment, source);
  }
}

function checkCode({ value, scheme, meaning }: Code): void {
  checkText('The value of a code', value);
  checkText('The scheme of a code', scheme, 16);
  checkText('The meaning of a code', meaning);
}

function checkMask({ label, mask, labelValue }: SegmentToWrite, { width, height, slices }: SegSource): void {
  const wrongSize = (found: string) =>
    new MedicoSamError('IMAGE_INVALID', {
      message: `The mask of segment ${JSON.stringify(label)} has ${found}, and the source ${slices.length} slices of ${width} × ${height} pixels.`,
      hint: 'A segmentation has the grid of its source: draw on the volume as it was read.',
    });
  if (ArrayBuffer.isView(mask)) {
    if (mask.length !== width * height * slices.length) throw wrongSize(`${mask.length} voxels`);
    if (labelValue !== undefined && (!Number.isInteger(labelValue) || labelValue < 1)) {
      throw invalid(`A label value is a whole number above 0, got ${labelValue}.`);
    }
    return;
  }
  if (!(mask instanceof Map)) {
    throw invalid('A mask is a Uint8Array or Uint16Array of the volume, or a Map of masks by slice.');
  }
  if (labelValue !== undefined) {
    throw invalid('A label value is one of a label map; masks by slice have none.');
  }
  for (const [k, own] of mask) {
    if (!Number.isInteger(k) || k < 0 || k >= slices.length) throw wrongSize(`a slice ${k}`);
    if (own.width !== width || own.height !== height || own.bits.length !== width * height) {
      throw wrongSize(`slices of ${own.width} × ${own.height} pixels`);
    }
  }
}
