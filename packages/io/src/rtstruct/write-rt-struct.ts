import { MedicoSamError } from '@medicosam/core';
import type { AttributeSet } from '../dicom/writing/attributes.js';
import { checkLines, checkText } from '../dicom/writing/check-values.js';
import { encodeFile } from '../dicom/writing/encode-file.js';
import { codeSequence } from '../dicom-seg/code-items.js';
import { dateAndTime } from '../dicom-seg/date-and-time.js';
import {
  checkDerivedInstance,
  type DerivedInstanceOptions,
  derivedInstance,
} from '../dicom-seg/derived-instance.js';
import { referencedSeries } from '../dicom-seg/functional-groups.js';
import type { SegSource } from '../dicom-seg/seg-source.js';
import { segmentColour } from '../nrrd/segment-colours.js';
import { contourItems } from './roi-contours.js';
import { checkRois, type RoiToWrite } from './rois.js';

/** What a structure set is made of. */
export interface WriteRtStructOptions extends DerivedInstanceOptions {
  /** One or more; their numbers in the file are 1, 2, … */
  readonly rois: readonly RoiToWrite[];
  /** 16 characters at most; `MedicoSAM` when absent. */
  readonly structureSetLabel?: string | undefined;
  readonly structureSetDescription?: string | undefined;
  /** `Structures` when absent. */
  readonly seriesDescription?: string | undefined;
  /** As DICOM writes names, `Family^Given`: who answers for the outlines. */
  readonly operatorsName?: string | undefined;
}

const RT_STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';
/** A study is referred to as an instance of this retired class (PS3.3, C.8.8.5.4). */
const STUDY = '1.2.840.10008.3.1.2.3.1';

/**
 * Writes a DICOM structure set (RTSTRUCT): a whole file, implicit little endian. Patient, study and frame of reference
 * are the source's. Outlines run along the edges of pixels, on the slice that they were drawn on, and name its image; a
 * part with holes is one outline, with a channel of no width to each hole.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when there is no region or no pixel inside, or a text or UID is none that
 *   DICOM can hold; `IMAGE_INVALID` for a mask of another size than the source.
 * @example
 * ```ts
 * const { volumes } = await readDicomSeries(files);
 * const source = await readSegSource(files, volumes[0]);
 * const file = writeRtStruct({ source, rois: [{ name: 'Liver', mask: labels, interpretedType: 'ORGAN' }] });
 * ```
 */
export function writeRtStruct(options: WriteRtStructOptions): Uint8Array<ArrayBuffer> {
  const { source, rois, structureSetLabel = 'MedicoSAM', structureSetDescription, operatorsName } = options;
  checkDerivedInstance(options);
  checkText('A structure set label', structureSetLabel, 16);
  if (structureSetDescription !== undefined) checkLines('A description', structureSetDescription);
  if (operatorsName !== undefined) checkText('A name', operatorsName);
  checkRois(rois, source);
  const contours = rois.map((roi) => contourItems(roi, source));
  if (contours.every(({ length }) => length === 0)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'All masks are empty: a structure set has at least one outline.',
    });
  }
  const made = dateAndTime(options.date ?? new Date());
  return encodeFile(
    {
      ...derivedInstance(options, made, {
        sopClassUid: RT_STRUCTURE_SET,
        modality: 'RTSTRUCT',
        seriesDescription: 'Structures',
      }),
      OperatorsName: operatorsName ?? '',
      StructureSetLabel: structureSetLabel,
      StructureSetDescription: structureSetDescription,
      StructureSetDate: made.date,
      StructureSetTime: made.time,
      ReferencedFrameOfReferenceSequence: [frameOfReference(source)],
      StructureSetROISequence: rois.map((roi, index) => roiItem(roi, index + 1, source)),
      ROIContourSequence: rois.map(({ colour }, index) => ({
        ReferencedROINumber: index + 1,
        ROIDisplayColor: (colour ?? segmentColour(index)).map((part) => Math.round(part * 255)),
        ...(contours[index]?.length ? { ContourSequence: contours[index] } : {}),
      })),
      RTROIObservationsSequence: rois.map(observationItem),
      ApprovalStatus: 'UNAPPROVED',
    },
    { isImplicit: true },
  );
}

/** The images, once each: by study and series. */
function frameOfReference(source: SegSource): AttributeSet {
  return {
    FrameOfReferenceUID: source.frameOfReferenceUid,
    RTReferencedStudySequence: [
      {
        ReferencedSOPClassUID: STUDY,
        ReferencedSOPInstanceUID: source.studyInstanceUid,
        RTReferencedSeriesSequence: [
          {
            SeriesInstanceUID: source.seriesInstanceUid,
            ContourImageSequence: referencedSeries(source).ReferencedInstanceSequence,
          },
        ],
      },
    ],
  };
}

function roiItem(roi: RoiToWrite, number: number, source: SegSource): AttributeSet {
  const { algorithmType, algorithmName } = roi;
  return {
    ROINumber: number,
    ReferencedFrameOfReferenceUID: source.frameOfReferenceUid,
    ROIName: roi.name,
    ROIDescription: roi.description,
    ROIGenerationAlgorithm: algorithmType === 'UNKNOWN' ? '' : (algorithmType ?? 'SEMIAUTOMATIC'),
    ROIGenerationDescription: algorithmName ?? (algorithmType === undefined ? 'MedicoSAM' : undefined),
  };
}

const observationItem = ({ code, interpretedType }: RoiToWrite, index: number): AttributeSet => ({
  ObservationNumber: index + 1,
  ReferencedROINumber: index + 1,
  ...(code ? { RTROIIdentificationCodeSequence: codeSequence(code) } : {}),
  RTROIInterpretedType: interpretedType ?? '',
  ROIInterpreter: '',
});
