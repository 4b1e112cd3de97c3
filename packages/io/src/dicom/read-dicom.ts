import type { MedicoSamError } from '@medicosam/core';
import { checkSize } from '../format-errors.js';
import type { DicomInput } from './dicom-input.js';
import type { DicomFrame, DicomOptions } from './image-reader.js';
import type { DicomFacts } from './meaning/facts.js';
import { noPixels, type OpenedDicom, openDicom } from './open-dicom.js';
import type { DicomWarning } from './warnings.js';

/** A DICOM file, read whole. */
export interface DicomFile {
  readonly facts: DicomFacts;
  /** One, or those of a multi-frame file, in its order. */
  readonly frames: readonly DicomFrame[];
  /** What is wrong with the file, and was read all the same. */
  readonly warnings: readonly DicomWarning[];
}

/**
 * Reads a DICOM file with all its frames, as stored values with rescale, windows and place in the patient: never
 * rendered. Colour comes as RGB. For some frames of many, or facts alone, use {@link openDicom}.
 *
 * @throws MedicoSamError `FORMAT_INVALID` when it is no DICOM file, or damaged or cut off; `FORMAT_UNSUPPORTED` when
 *   it holds no image or one of a kind that is not read, and beyond the limits.
 * @example
 * ```ts
 * const { facts, frames, warnings } = await readDicom(await readFile('slice.dcm'));
 * const embedding = await predictor.encode(frames[0]);
 * ```
 */
export async function readDicom(input: DicomInput, options: DicomOptions = {}): Promise<DicomFile> {
  const image = (await openDicom(input, options)) as OpenedDicom;
  const { facts, frameCount, warnings } = image;
  if (frameCount === 0) throw noPixels(image.dataSet) satisfies MedicoSamError;
  const { width, height, samplesPerPixel, bitsAllocated } = facts;
  const bytesPerPixel = samplesPerPixel * Math.max(1, bitsAllocated / 8);
  const maxPixels = Number.POSITIVE_INFINITY;
  checkSize('DICOM', { width, height: height * frameCount }, bytesPerPixel, { ...options, maxPixels });
  const frames: DicomFrame[] = [];
  for (let index = 0; index < frameCount; index++) frames.push(await image.frame(index));
  return { facts, frames, warnings };
}
