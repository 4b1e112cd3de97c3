import { createUid } from '../dicom/writing/create-uid.js';
import { encodeFile } from '../dicom/writing/encode-file.js';
import { checkOptions } from './check-options.js';
import { codeSequence } from './code-items.js';
import { TISSUE } from './codes.js';
import { dateAndTime } from './date-and-time.js';
import { type DerivedInstanceOptions, derivedInstance } from './derived-instance.js';
import { dimensions, perFrameGroups, referencedSeries, sharedGroups } from './functional-groups.js';
import { segmentItem } from './segment-item.js';
import { binaryPixels, labelPixels } from './segmentation-pixels.js';
import { checkSegments, type SegmentToWrite } from './segments.js';

/**
 * How voxels are stored: `BINARY`, one frame of bits for each segment and slice, is what most software reads, and
 * segments may overlap; `LABELMAP`, one frame a slice, is of the standard's edition 2024d.
 */
export type SegKind = 'BINARY' | 'LABELMAP';

/** What a segmentation is made of. */
export interface WriteDicomSegOptions extends DerivedInstanceOptions {
  /** One or more; their numbers in the file are 1, 2, … */
  readonly segments: readonly SegmentToWrite[];
  /** `BINARY` when absent. */
  readonly kind?: SegKind | undefined;
  /** `Segmentation` when absent. */
  readonly seriesDescription?: string | undefined;
  /** A short name in capitals, digits, spaces and underscores; `SEGMENTATION` when absent. */
  readonly contentLabel?: string | undefined;
  readonly contentDescription?: string | undefined;
  /** As DICOM writes names: `Family^Given`. */
  readonly contentCreatorName?: string | undefined;
}

const SOP_CLASSES = {
  BINARY: '1.2.840.10008.5.1.4.1.1.66.4',
  LABELMAP: '1.2.840.10008.5.1.4.1.1.66.7',
} as const satisfies Record<SegKind, string>;

/**
 * Writes a DICOM segmentation (SEG): a whole file, explicit little endian, uncompressed. Patient, study and frame of
 * reference are the source's, each frame has the position of the slice that it was drawn on and names that image, and
 * frames without a pixel inside are left out.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when there is no segment or no pixel inside, a text or UID is none that
 *   DICOM can hold, or segments of a `LABELMAP` overlap; `IMAGE_INVALID` for a mask of another size than the source.
 * @example
 * ```ts
 * const { volumes } = await readDicomSeries(files);
 * const source = await readSegSource(files, volumes[0]);
 * const file = writeDicomSeg({ source, segments: [{ label: 'Liver', mask: labels, ...segmentCodes.liver }] });
 * ```
 */
export function writeDicomSeg(options: WriteDicomSegOptions): Uint8Array<ArrayBuffer> {
  const { source, segments, kind = 'BINARY' } = options;
  checkOptions(options);
  checkSegments(segments, source);
  const isBinary = kind === 'BINARY';
  const { frames, bits, bytes } = (isBinary ? binaryPixels : labelPixels)(segments, source);
  const { date, time } = dateAndTime(options.date ?? new Date());
  const items = segments.map((segment, index) => segmentItem(segment, index + 1));
  return encodeFile(
    {
      ...dimensions(createUid(), isBinary),
      ...derivedInstance(
        options,
        { date, time },
        { sopClassUid: SOP_CLASSES[kind], modality: 'SEG', seriesDescription: 'Segmentation' },
      ),
      ImageType: ['DERIVED', 'PRIMARY'],
      ContentDate: date,
      ContentTime: time,
      ContentLabel: options.contentLabel ?? 'SEGMENTATION',
      ContentDescription: options.contentDescription ?? '',
      ContentCreatorName: options.contentCreatorName ?? '',
      ReferencedSeriesSequence: [referencedSeries(source)],
      SharedFunctionalGroupsSequence: [sharedGroups(source)],
      PerFrameFunctionalGroupsSequence: perFrameGroups(frames, source),
      SegmentationType: kind,
      SegmentSequence: isBinary ? items : [background(), ...items],
      SegmentsOverlap: isBinary && !areOfOneMap(segments) ? 'UNDEFINED' : 'NO',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      NumberOfFrames: frames.length,
      Rows: source.height,
      Columns: source.width,
      BitsAllocated: bits,
      BitsStored: bits,
      HighBit: bits - 1,
      PixelRepresentation: 0,
      ...(isBinary ? {} : { PixelPaddingValue: 0 }),
      LossyImageCompression: '00',
      PixelData: bytes,
    },
    { pixelVr: bits === 16 ? 'OW' : 'OB' },
  );
}

/** The item of the voxels that are of no segment, which a label map may describe. */
const background = () => ({
  SegmentNumber: 0,
  SegmentLabel: 'Background',
  SegmentAlgorithmType: 'MANUAL',
  SegmentedPropertyCategoryCodeSequence: codeSequence(TISSUE),
  SegmentedPropertyTypeCodeSequence: codeSequence(TISSUE),
});

/** Whether segments cannot overlap, being values of one label map. */
const areOfOneMap = (segments: readonly SegmentToWrite[]): boolean =>
  segments.length === 1 ||
  (segments.every(({ mask, labelValue }) => mask === segments[0]?.mask && labelValue !== undefined) &&
    new Set(segments.map(({ labelValue }) => labelValue)).size === segments.length);
