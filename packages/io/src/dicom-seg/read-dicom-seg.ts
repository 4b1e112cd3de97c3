import { MedicoSamError } from '@medicosam/core';
import { bytesOf, type DicomInput } from '../dicom/dicom-input.js';
import { type OpenedDicom, openDataSet } from '../dicom/open-dicom.js';
import type { DicomStack } from '../dicom/series/read-stack.js';
import { tagOf } from '../dicom/writing/attributes.js';
import { checkSize, formatInvalid, formatUnsupported } from '../format-errors.js';
import type { DecodeLimits } from '../limits.js';
import { framePlaces } from './frame-places.js';
import { type ReadSegment, readSegmentItem } from './read-segment-item.js';
import type { SegKind } from './write-dicom-seg.js';

/** A segmentation on the slices of a volume. */
export interface DicomSeg {
  readonly kind: SegKind;
  /** Ready to be written again, with others. */
  readonly segments: readonly ReadSegment[];
  /** Frames, from 0, that lie on no slice of the volume and are in no mask. */
  readonly unplaced: readonly number[];
}

/**
 * Reads a DICOM segmentation onto the volume that it was drawn on. Frames are found by their place in the patient,
 * never by their order.
 *
 * @param volume - a volume or stack of `@medicosam/io/dicom`
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` when it is no segmentation or one of fractions; `IMAGE_INVALID` when it
 *   has another size than the volume, another frame of reference or none of its slices; `FORMAT_INVALID` when it is
 *   damaged.
 */
export async function readDicomSeg(
  input: DicomInput,
  volume: Pick<DicomStack, 'slices' | 'affine' | 'facts'>,
  limits: DecodeLimits = {},
): Promise<DicomSeg> {
  const image = openDataSet(await bytesOf(input), { ...limits, asStored: true });
  const { values } = image.dataSet;
  const kind = kindOf(image);
  const { width, height, frameCount } = image.facts;
  checkSize('DICOM', { width, height: height * frameCount }, 2, {
    ...limits,
    maxPixels: Number.POSITIVE_INFINITY,
  });
  checkGrid(image, volume);
  const background = kind === 'LABELMAP' ? (values.uint16(tagOf('PixelPaddingValue')) ?? 0) : undefined;
  const segments = values
    .items(tagOf('SegmentSequence'))
    .map(readSegmentItem)
    .filter(({ number }) => number !== background);
  const byNumber = new Map(segments.map((segment) => [segment.number, segment]));
  const placeOf = framePlaces(volume);
  const unplaced: number[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    const slice = placeOf(image.plane(frame));
    if (slice === undefined) {
      unplaced.push(frame);
      continue;
    }
    const { data } = await image.frame(frame);
    if (kind === 'BINARY') {
      const number = image.attributes(frame).group(tagOf('SegmentIdentificationSequence'));
      const segment = byNumber.get(number.uint16(tagOf('ReferencedSegmentNumber')) ?? 0);
      if (segment === undefined) throw formatInvalid('DICOM', `has a frame (${frame}) of no segment`);
      const bits = bitsOf(segment, slice, width, height);
      for (let i = 0; i < data.length; i++) if (data[i] !== 0) bits[i] = 1;
    } else {
      addLabels(data as ArrayLike<number>, background as number, byNumber, (segment) =>
        bitsOf(segment, slice, width, height),
      );
    }
  }
  if (unplaced.length === frameCount) throw elsewhere('none of its frames lies on a slice of the volume');
  return { kind, segments, unplaced };
}

function bitsOf({ mask }: ReadSegment, slice: number, width: number, height: number): Uint8Array {
  const known = mask.get(slice);
  if (known) return known.bits;
  const bits = new Uint8Array(width * height);
  mask.set(slice, { bits, width, height });
  return bits;
}

function addLabels(
  data: ArrayLike<number>,
  background: number,
  byNumber: ReadonlyMap<number, ReadSegment>,
  bitsOfSegment: (segment: ReadSegment) => Uint8Array,
): void {
  let last = background;
  let bits: Uint8Array | undefined;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (value === background) continue;
    if (value !== last || bits === undefined) {
      const segment = byNumber.get(value);
      if (segment === undefined)
        throw formatInvalid('DICOM', `has pixels of a segment (${value}) that it does not describe`);
      [last, bits] = [value, bitsOfSegment(segment)];
    }
    bits[i] = 1;
  }
}

function kindOf({ dataSet, frameCount }: OpenedDicom): SegKind {
  const kind = dataSet.values.text(tagOf('SegmentationType'));
  if (frameCount > 0 && (kind === 'BINARY' || kind === 'LABELMAP')) return kind;
  throw formatUnsupported(
    'DICOM',
    kind === undefined
      ? 'is no segmentation'
      : `is a segmentation of the type ${JSON.stringify(kind.slice(0, 16))}`,
    'Read are segmentations of the types BINARY and LABELMAP.',
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
