import { imageLoader, metaData, type Types } from '@cornerstonejs/core';
import { wadouri } from '@cornerstonejs/dicom-image-loader';

/** The images of one DICOM series. */
export interface DicomSeries {
  readonly name: string;
  readonly modality: string;
  /** From the first slice to the last along the series' normal, else by instance number. */
  readonly imageIds: readonly string[];
  /** Files that are no image of it. */
  readonly left: number;
}

interface SeriesModule {
  readonly seriesInstanceUID?: string;
  readonly seriesDescription?: string;
  readonly modality?: string;
}

const seriesOf = (imageId: string): SeriesModule => metaData.get('generalSeriesModule', imageId) ?? {};

/** Reads files, and of several series in them the one with the most images. */
export async function readSeries(
  files: readonly File[],
  onProgress: (done: number, total: number) => void,
): Promise<DicomSeries> {
  const images: string[] = [];
  let done = 0;
  for (const file of files) {
    const imageId = wadouri.fileManager.add(file);
    // What is no image (a DICOMDIR, a report, a text beside it) is left, as long as something is.
    const isImage = await imageLoader.loadAndCacheImage(imageId).then(
      () => true,
      () => false,
    );
    if (isImage) images.push(imageId);
    onProgress(++done, files.length);
  }
  const bySeries = new Map<string, string[]>();
  for (const imageId of images) {
    const uid = seriesOf(imageId).seriesInstanceUID ?? '';
    bySeries.set(uid, [...(bySeries.get(uid) ?? []), imageId]);
  }
  const largest = [...bySeries.values()].sort((a, b) => b.length - a.length)[0];
  const first = largest?.[0];
  if (!largest || first === undefined) {
    throw new Error(
      files.length === 1
        ? 'This file is no DICOM image that can be read.'
        : `None of the ${files.length} files is a DICOM image that can be read.`,
    );
  }
  const { seriesDescription, modality = '' } = seriesOf(first);
  return {
    name: seriesDescription || 'Series',
    modality,
    imageIds: sortSlices(largest),
    left: files.length - largest.length,
  };
}

function sortSlices(imageIds: readonly string[]): string[] {
  const plane = (imageId: string): Types.ImagePlaneModule | undefined =>
    metaData.get('imagePlaneModule', imageId);
  const [row, column] = [plane(imageIds[0] ?? '')?.rowCosines, plane(imageIds[0] ?? '')?.columnCosines];
  const number = (imageId: string): number =>
    metaData.get('generalImageModule', imageId)?.instanceNumber ?? 0;
  const along = (imageId: string): number => {
    const position = plane(imageId)?.imagePositionPatient;
    if (!row || !column || !position) return number(imageId);
    const normal = [
      row[1] * column[2] - row[2] * column[1],
      row[2] * column[0] - row[0] * column[2],
      row[0] * column[1] - row[1] * column[0],
    ];
    return position.reduce((sum, value, axis) => sum + value * (normal[axis] ?? 0), 0);
  };
  return [...imageIds].sort((a, b) => along(a) - along(b) || number(a) - number(b));
}
