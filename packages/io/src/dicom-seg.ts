/**
 * DICOM segmentations (SEG) in and out, on a series that `@medicosam/io/dicom` read.
 *
 * @module
 */
export type { DicomInput } from './dicom/dicom-input.js';
export {
  type Code,
  laterality,
  type SegmentedProperty,
  segmentCodes,
} from './dicom-seg/codes.js';
export type { CopiedModules } from './dicom-seg/copied-modules.js';
export type { DerivedInstanceOptions, SegEquipment } from './dicom-seg/derived-instance.js';
export { type DicomSeg, readDicomSeg, type SegWarning } from './dicom-seg/read-dicom-seg.js';
export type { ReadSegment } from './dicom-seg/read-segment-item.js';
export { segLabelMap } from './dicom-seg/seg-label-map.js';
export { readSegSource, type SegSource, type SegSourceSlice } from './dicom-seg/seg-source.js';
export type { SegmentAlgorithmType, SegmentToWrite } from './dicom-seg/segments.js';
export type { VoxelMask } from './dicom-seg/slice-masks.js';
export {
  type SegKind,
  type WriteDicomSegOptions,
  writeDicomSeg,
} from './dicom-seg/write-dicom-seg.js';
export type { DecodeLimits } from './limits.js';
export type { Rgb } from './nrrd/segment-colours.js';
