import { type Affine, isMedicoSamError, type Warning } from '@medicosam/core';
import type { DicomFacts, DicomFrame, DicomImage } from '../../dicom.js';
import { type ImageInfo, volumeInfo } from '../image-info.js';

/** What frames of a DICOM file, or slices of a series, have in common. */
export interface DicomParts {
  readonly facts: DicomFacts;
  /** How many slices there are. */
  readonly depth: number;
  readonly frames?: ImageInfo['frames'];
  /** Of the whole; of a single frame its own. */
  readonly affine?: Affine | undefined;
  /** A frame that stands for all. */
  readonly sample: { readonly image: DicomImage; readonly frame: number };
  readonly warnings: readonly Warning[];
}

/**
 * What is to be known of a DICOM image or series. One frame is decoded: where that fails, the error is one of the
 * warnings, and the rest is still said.
 */
export async function describeDicom({
  facts,
  depth,
  frames,
  affine,
  sample,
  warnings,
}: DicomParts): Promise<ImageInfo> {
  const problems: Warning[] = [...warnings];
  const frame = await readSample(sample, problems);
  for (const warning of sample.image.warnings) {
    if (!problems.some(({ message }) => message === warning.message)) problems.push(warning);
  }
  const { pixelSpacing, transferSyntax, imageType } = facts;
  return {
    modality: facts.modality,
    description: facts.seriesDescription,
    bodyPart: facts.bodyPart,
    seriesNumber: facts.seriesNumber,
    seriesUid: facts.seriesInstanceUid,
    studyUid: facts.studyInstanceUid,
    ...(imageType.length > 0 && { imageType }),
    ...volumeInfo(
      {
        ...frame,
        width: facts.width,
        height: facts.height,
        depth,
        channels: frame?.channels ?? facts.samplesPerPixel,
      },
      affine,
    ),
    ...(frames && frames.count > 1 && { frames }),
    ...(facts.photometric && { photometric: facts.photometric }),
    bits: { allocated: facts.bitsAllocated, stored: facts.bitsStored, signed: facts.signed },
    padding: facts.padding,
    ...(frame?.voiLuts.length && {
      tables: frame.voiLuts.map(({ explanation }) => explanation ?? 'unexplained'),
    }),
    ...(pixelSpacing?.at === 'detector' && !affine && { detectorSpacing: pixelSpacing.xy }),
    ...(pixelSpacing?.at === 'patient' && !affine && { spacing: pixelSpacing.xy }),
    transferSyntax: { uid: transferSyntax.uid, name: transferSyntax.name },
    lossy: facts.lossy,
    warnings: problems,
  };
}

async function readSample(
  { image, frame }: DicomParts['sample'],
  problems: Warning[],
): Promise<DicomFrame | undefined> {
  try {
    return await image.frame(frame);
  } catch (error) {
    if (!isMedicoSamError(error)) throw error;
    problems.push({ code: error.code, message: error.message });
    return undefined;
  }
}

/** A few words on a series or image, for a list to choose from. */
export const titleOf = (
  { modality, seriesDescription, seriesNumber, width, height }: DicomFacts,
  count: string,
): string =>
  [
    modality ?? 'DICOM',
    ...(seriesDescription === undefined ? [] : [seriesDescription]),
    ...(seriesNumber === undefined ? [] : [`(series ${seriesNumber})`]),
    `${width} × ${height}, ${count}`,
  ].join(' ');
