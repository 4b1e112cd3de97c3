import type { AttributeSet } from '../dicom/writing/attributes.js';
import { createUid } from '../dicom/writing/create-uid.js';
import { segmentColour } from '../nrrd/segment-colours.js';
import { toCieLab } from './cielab.js';
import { codeSequence } from './code-items.js';
import { TISSUE } from './codes.js';
import type { SegmentToWrite } from './segments.js';

/** The item of SegmentSequence that describes a segment (PS3.3, C.8.20.4). */
export function segmentItem(segment: SegmentToWrite, number: number): AttributeSet {
  const { label, description, algorithmType = 'SEMIAUTOMATIC', algorithmName = 'MedicoSAM' } = segment;
  const { category = TISSUE, type = TISSUE, typeModifiers = [], anatomicRegion } = segment;
  const { trackingId, trackingUid } = segment;
  const isTracked = trackingId !== undefined || trackingUid !== undefined;
  return {
    SegmentNumber: number,
    SegmentLabel: label,
    SegmentDescription: description,
    SegmentAlgorithmType: algorithmType,
    ...(algorithmType === 'MANUAL' ? {} : { SegmentAlgorithmName: algorithmName }),
    SegmentedPropertyCategoryCodeSequence: codeSequence(category),
    SegmentedPropertyTypeCodeSequence: [
      {
        ...codeSequence(type)[0],
        ...(typeModifiers.length > 0
          ? { SegmentedPropertyTypeModifierCodeSequence: typeModifiers.flatMap(codeSequence) }
          : {}),
      },
    ],
    ...(anatomicRegion ? { AnatomicRegionSequence: codeSequence(anatomicRegion) } : {}),
    RecommendedDisplayCIELabValue: toCieLab(segment.colour ?? segmentColour(number - 1)),
    ...(isTracked ? { TrackingID: trackingId ?? label, TrackingUID: trackingUid ?? createUid() } : {}),
  };
}
