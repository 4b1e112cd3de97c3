import { MedicoSamError, type Warning } from '@medicosam/core';
import { bytesOf, type DicomInput } from '../dicom/dicom-input.js';
import { type OpenedDicom, openDataSet } from '../dicom/open-dicom.js';
import type { DicomStack } from '../dicom/series/read-stack.js';
import type { DicomWarningCode } from '../dicom/warnings.js';
import { tagOf } from '../dicom/writing/attributes.js';
import { checkSize, formatInvalid, formatUnsupported } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import { addFractions, addLabels, bitsOf } from './frame-masks.js';
import { framePlaces } from './frame-places.js';
import { type ReadSegment, readSegmentItem } from './read-segment-item.js';
import type { SegKind } from './write-dicom-seg.js';

/** A segmentation on the slices of a volume. */
export interface DicomSeg {
  /** `BINARY` also where the file has fractions (`FRACTIONAL`): masks are of what is at least half inside. */
  readonly kind: SegKind;
  /** Ready to be written again, with others. */
  readonly segments: readonly ReadSegment[];
  /** Frames, from 0, that lie on no slice of the volume and are in no mask. */
  readonly unplaced: readonly number[];
  /** What is odd, and was read all the same. */
  readonly warnings: readonly SegWarning[];
}

/** A warning of this reader, or of the reader of files below it. */
export interface SegWarning extends Warning {
  readonly code: 'FRACTIONS_THRESHOLDED' | DicomWarningCode;
}

/**
 * Reads a DICOM segmentation onto the volume that it was drawn on. Frames are found by their place in the patient,
 * never by their order.
 *
 * @param volume - a volume or stack of `@medicosam/io/dicom`
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` when it is no segmentation; `IMAGE_INVALID` when it has another size than
 *   the volume, another frame of reference or none of its slices; `FORMAT_INVALID` when it is damaged.
 */
export async function readDicomSeg(
  input: DicomInput,
  volume: Pick<DicomStack, 'slices' | 'affine' | 'facts'>,
  limits: DecodeLimits = {},
): Promise<DicomSeg> {
  const image = openDataSet(await bytesOf(input), { ...limits, asStored: true });
  const { values } = image.dataSet;
  const type = typeOf(image);
  const { width, height, frameCount } = image.facts;
  checkSize('DICOM', { width, height: height * frameCount }, 2, {
    ...limits,
    maxPixels: Number.POSITIVE_INFINITY,
  });
  checkGrid(image, volume);
  const background = type === 'LABELMAP' ? (values.uint16(tagOf('PixelPaddingValue')) ?? 0) : undefined;
  const segments = values
    .items(tagOf('SegmentSequence'))
    .map(readSegmentItem)
    .filter(({ number }) => number !== background);
  const byNumber = new Map(segments.map((segment) => [segment.number, segment]));
  const placeOf = framePlaces(volume);
  const unplaced: number[] = [];
  const full = type === 'FRACTIONAL' ? fullOf(image) : 1;
  let isThresholded = false;
  for (let frame = 0; frame < frameCount; frame++) {
    const slice = placeOf(image.plane(frame));
    if (slice === undefined) {
      unplaced.push(frame);
      continue;
    }
    const { data } = await image.frame(frame);
    if (type !== 'LABELMAP') {
      const number = image.attributes(frame).group(tagOf('SegmentIdentificationSequence'));
      const segment = byNumber.get(number.uint16(tagOf('ReferencedSegmentNumber')) ?? 0);
      if (segment === undefined) throw formatInvalid('DICOM', `has a frame (${frame}) of no segment`);
      const isBetween = addFractions(data as ArrayLike<number>, full, bitsOf(segment, slice, image.facts));
      isThresholded ||= isBetween;
    } else {
      addLabels(data as ArrayLike<number>, background as number, byNumber, (segment) =>
        bitsOf(segment, slice, image.facts),
      );
    }
  }
  if (unplaced.length === frameCount) throw elsewhere('none of its frames lies on a slice of the volume');
  return {
    kind: type === 'LABELMAP' ? type : 'BINARY',
    segments,
    unplaced,
    warnings: [...image.warnings, ...(isThresholded ? [THRESHOLDED] : [])],
  };
}

const THRESHOLDED: SegWarning = {
  code: 'FRACTIONS_THRESHOLDED',
  message: 'The segmentation has fractions: pixels of at least half the largest became the masks.',
};

/** What a pixel that is wholly inside has, in a segmentation of fractions. */
function fullOf({ dataSet }: OpenedDicom): number {
  const full = dataSet.values.uint16(tagOf('MaximumFractionalValue')) ?? 0;
  if (full > 0) return full;
  throw formatInvalid('DICOM', 'has fractions and does not say of what');
}

function typeOf({ dataSet, frameCount }: OpenedDicom): SegKind | 'FRACTIONAL' {
  const type = dataSet.values.text(tagOf('SegmentationType'));
  if (frameCount > 0 && (type === 'BINARY' || type === 'LABELMAP' || type === 'FRACTIONAL')) return type;
  throw formatUnsupported(
    'DICOM',
    type === undefined
      ? 'is no segmentation'
      : `is a segmentation of the type ${JSON.stringify(type.slice(0, 16))}`,
    'Read are segmentations of the types BINARY, LABELMAP and FRACTIONAL.',
  );
}

const elsewhere = (why: string) =>
  new MedicoSamError('IMAGE_INVALID', {
    message: `The segmentation does not fit the volume: ${why}.`,
    hint: 'Read it with the volume of the series that it was drawn on.',
  });

function checkGrid({ facts }: OpenedDicom, volume: Pick<DicomStack, 'facts'>): void {
  const { width, height, frameOfReferenceUid } = volume.facts;
  if (facts.width !== width || facts.height !== height) {
    throw elsewhere(
      `its frames have ${facts.width} × ${facts.height} pixels, and the slices ${width} × ${height}`,
    );
  }
  if (frameOfReferenceUid !== undefined && facts.frameOfReferenceUid !== frameOfReferenceUid) {
    throw elsewhere('it is in another frame of reference');
  }
}
