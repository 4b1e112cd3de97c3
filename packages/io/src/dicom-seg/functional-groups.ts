import { cross, dot } from '../dicom/meaning/plane.js';
import type { AttributeSet } from '../dicom/writing/attributes.js';
import { codeSequence } from './code-items.js';
import type { SegSource, SegSourceSlice } from './seg-source.js';

/** A frame to be written: which slice of the source, and, where frames are of one segment, its number. */
export interface SegFrame {
  readonly slice: number;
  readonly segment?: number | undefined;
}

const SEGMENTATION = codeSequence({ value: '113076', scheme: 'DCM', meaning: 'Segmentation' });
const SOURCE_IMAGE = codeSequence({
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
});

/** Slices may lie so far from where even spacing puts them: mm, or this share of their distance, as for a volume. */
const EVEN = { mm: 1e-2, share: 0.05 };

/** Distance of slices along the normal, mm: the mean one, and whether all are alike. */
function distanceOf({
  row,
  column,
  slices,
}: SegSource): { readonly mean: number; readonly isEven: boolean } | undefined {
  const normal = cross(row, column);
  const depths = slices.map(({ position }) => dot(position, normal));
  if (depths.length < 2) return undefined;
  const first = depths[0] as number;
  const step = ((depths.at(-1) as number) - first) / (depths.length - 1);
  const tolerance = Math.max(EVEN.mm, EVEN.share * Math.abs(step));
  const isEven = depths.every((depth, k) => Math.abs(depth - first - k * step) <= tolerance);
  // Digits behind these are what subtraction leaves.
  return { mean: Number(Math.abs(step).toFixed(9)), isEven };
}

/**
 * What all frames have in common: orientation and pixel measures. Without a stated thickness slices are as thick as
 * they are apart, else 1 mm; their distance is written where it is even.
 */
export function sharedGroups(source: SegSource): AttributeSet {
  const { row, column, spacing, sliceThickness } = source;
  const distance = distanceOf(source);
  return {
    PlaneOrientationSequence: [{ ImageOrientationPatient: [...row, ...column] }],
    PixelMeasuresSequence: [
      {
        PixelSpacing: [spacing[1], spacing[0]],
        SliceThickness: sliceThickness ?? (distance && distance.mean > 0 ? distance.mean : 1),
        ...(distance?.isEven && distance.mean > 0 ? { SpacingBetweenSlices: distance.mean } : {}),
      },
    ],
  };
}

/** Where each frame lies, which segment it is of, and from which image it came. */
export function perFrameGroups(frames: readonly SegFrame[], { slices }: SegSource): AttributeSet[] {
  const places = [...new Set(frames.map(({ slice }) => slice))].sort((a, b) => a - b);
  const place = new Map(places.map((slice, index) => [slice, index + 1]));
  return frames.map(({ slice, segment }) => {
    const image = slices[slice] as SegSourceSlice;
    const position = place.get(slice) as number;
    return {
      DerivationImageSequence: [
        { DerivationCodeSequence: SEGMENTATION, SourceImageSequence: [sourceImage(image)] },
      ],
      FrameContentSequence: [
        { DimensionIndexValues: segment === undefined ? [position] : [segment, position] },
      ],
      PlanePositionSequence: [{ ImagePositionPatient: image.position }],
      ...(segment === undefined
        ? {}
        : { SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }] }),
    };
  });
}

const sourceImage = ({ sopClassUid, sopInstanceUid, frameNumber }: SegSourceSlice): AttributeSet => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
  ReferencedFrameNumber: frameNumber,
  PurposeOfReferenceCodeSequence: SOURCE_IMAGE,
  SpatialLocationsPreserved: 'YES',
});

/** The images of the source, each once. */
export function referencedSeries({ seriesInstanceUid, slices }: SegSource): AttributeSet {
  const instances = new Map(slices.map(({ sopInstanceUid, sopClassUid }) => [sopInstanceUid, sopClassUid]));
  return {
    SeriesInstanceUID: seriesInstanceUid,
    ReferencedInstanceSequence: [...instances].map(([instance, sopClass]) => ({
      ReferencedSOPClassUID: sopClass,
      ReferencedSOPInstanceUID: instance,
    })),
  };
}

/** What the numbers of `DimensionIndexValues` count (PS3.3, C.7.6.17). */
export function dimensions(uid: string, hasSegments: boolean): AttributeSet {
  const position = {
    DimensionOrganizationUID: uid,
    DimensionIndexPointer: 'ImagePositionPatient',
    FunctionalGroupPointer: 'PlanePositionSequence',
    DimensionDescriptionLabel: 'Position',
  } as const;
  const segment = {
    DimensionOrganizationUID: uid,
    DimensionIndexPointer: 'ReferencedSegmentNumber',
    FunctionalGroupPointer: 'SegmentIdentificationSequence',
    DimensionDescriptionLabel: 'Segment',
  } as const;
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: uid }],
    DimensionIndexSequence: hasSegments ? [segment, position] : [position],
  };
}
