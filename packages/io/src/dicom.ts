export { isDicom } from './dicom/data-set/parse-data-set.js';
export type { DicomInput } from './dicom/dicom-input.js';
export type { DicomFrame, DicomOptions } from './dicom/image-reader.js';
export { applyVoiLut } from './dicom/meaning/apply-voi-lut.js';
export type { DicomFacts } from './dicom/meaning/facts.js';
export { ctWindowPresets } from './dicom/meaning/presets.js';
export type { VoiLut } from './dicom/meaning/windows.js';
export { type DicomImage, openDicom } from './dicom/open-dicom.js';
export type { LookupTable } from './dicom/pixels/palette.js';
export { type DicomFile, readDicom } from './dicom/read-dicom.js';
export {
  type DicomCollection,
  type DicomSeries,
  type DicomSeriesOptions,
  openDicomSeries,
  type RefusedFile,
  readDicomSeries,
  type UnplacedImage,
} from './dicom/series/read-dicom-series.js';
export type { DicomSlice, DicomStack, DicomVolume } from './dicom/series/read-stack.js';
export type { DicomWarning, DicomWarningCode } from './dicom/warnings.js';
export { type ZipFile, zipFiles } from './dicom/zip/zip-files.js';
