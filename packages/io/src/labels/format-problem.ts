import { MedicoSamError } from '@medicosam/core';
import { isEven } from '../open/slice-plane.js';
import { type LabelFormat, labelFormats } from './label-formats.js';
import type { LabelSource } from './label-source.js';
import type { LabelledObject } from './labelled-object.js';
import { masksBySlice } from './slice-masks.js';

/**
 * Why a format cannot hold labels of an image or volume, in words for people.
 *
 * @param objects - whose slices count too: a `slice` format holds those of one slice alone
 * @returns undefined where it can.
 */
export function formatProblem(
  format: LabelFormat,
  source: LabelSource,
  objects: readonly LabelledObject[] = [],
): string | undefined {
  if (format.needs === 'dicom' && !source.dicom) {
    return `A ${format.title} refers to the DICOM series that it is of, and the image is none that says where it lies.`;
  }
  if (format.needs === 'dicom') {
    const { frameOfReferenceUid, studyInstanceUid, seriesInstanceUid } = source.dicom?.facts ?? {};
    if (!frameOfReferenceUid || !studyInstanceUid || !seriesInstanceUid) {
      return `A ${format.title} refers to the series by UIDs, and its files lack one of study, series or frame of reference.`;
    }
  }
  if (format.needs === 'grid' && !isEven(source)) {
    return `A ${format.title} holds evenly spaced slices, and those of this series are not.`;
  }
  if (format.needs === 'slice') {
    const slices = masksBySlice(objects, source).length;
    if (slices > 1) return `A ${format.title} holds one slice, and the objects have masks on ${slices}.`;
  }
  return undefined;
}

/** `FORMAT_UNSUPPORTED` with the problem, and formats that have none. */
export function checkFormat(
  format: LabelFormat,
  source: LabelSource,
  objects: readonly LabelledObject[],
): void {
  const message = formatProblem(format, source, objects);
  if (message === undefined) return;
  const others = labelFormats.filter((other) => formatProblem(other, source, objects) === undefined);
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message,
    hint: `Name a file that ends in ${others.map(({ endings }) => endings[0]).join(', ')}.`,
    details: { format: format.id },
  });
}
