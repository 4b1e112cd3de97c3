/**
 * Labels in and out: objects with their masks, as files of every format that is written, and back from them.
 *
 * @module
 */
export type { Code } from './dicom-seg/codes.js';
export type { SegEquipment } from './dicom-seg/derived-instance.js';
export { formatProblem } from './labels/format-problem.js';
export { type LabelFormat, type LabelFormatId, labelFormatOf, labelFormats } from './labels/label-formats.js';
export type { LabelSource } from './labels/label-source.js';
export type { LabelledObject, PlacedMask } from './labels/labelled-object.js';
export type { ReadLabels, ReadLabelsOptions } from './labels/reading/label-reader.js';
export { readLabels } from './labels/reading/read-labels.js';
export type { WriteLabelsOptions, WrittenLabels } from './labels/writing/label-writer.js';
export { writeLabels } from './labels/writing/write-labels.js';
export type { Rgb } from './nrrd/segment-colours.js';
export type { ImageFile } from './open/image-file.js';
export type { DicomOrigin, SourceVolume } from './open/opened-images.js';
