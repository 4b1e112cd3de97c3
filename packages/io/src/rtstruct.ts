/**
 * DICOM structure sets (RTSTRUCT) in and out, on a series that `@medicosam/io/dicom` read.
 *
 * @module
 */
export type { DicomInput } from './dicom/dicom-input.js';
export { type Code, type SegmentedProperty, segmentCodes } from './dicom-seg/codes.js';
export type { CopiedModules } from './dicom-seg/copied-modules.js';
export type { DerivedInstanceOptions, SegEquipment } from './dicom-seg/derived-instance.js';
export { readSegSource, type SegSource, type SegSourceSlice } from './dicom-seg/seg-source.js';
export type { SegmentAlgorithmType } from './dicom-seg/segments.js';
export type { VoxelMask } from './dicom-seg/slice-masks.js';
export type { DecodeLimits } from './limits.js';
export type { Rgb } from './nrrd/segment-colours.js';
export type { UnplacedContour } from './rtstruct/place-outlines.js';
export type { ReadRoi } from './rtstruct/read-roi-items.js';
export { type RtStruct, readRtStruct } from './rtstruct/read-rt-struct.js';
export type { RoiToWrite } from './rtstruct/rois.js';
export type { RtStructWarning, RtStructWarningCode } from './rtstruct/warnings.js';
export { type WriteRtStructOptions, writeRtStruct } from './rtstruct/write-rt-struct.js';
