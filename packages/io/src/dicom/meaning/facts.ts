import type { ElementValues } from '../data-set/elements.js';
import type { TransferSyntax } from '../data-set/transfer-syntax.js';
import type { ImagePixel } from '../pixels/image-pixel.js';

/** What a DICOM file says of itself. Nothing here names the patient. */
export interface DicomFacts {
  readonly sopClassUid?: string | undefined;
  readonly sopInstanceUid?: string | undefined;
  readonly studyInstanceUid?: string | undefined;
  readonly seriesInstanceUid?: string | undefined;
  readonly frameOfReferenceUid?: string | undefined;
  /** `CT`, `MR`, … */
  readonly modality?: string | undefined;
  readonly seriesDescription?: string | undefined;
  readonly seriesNumber?: number | undefined;
  readonly instanceNumber?: number | undefined;
  readonly acquisitionNumber?: number | undefined;
  /** `ORIGINAL`, `PRIMARY`, `AXIAL`, … */
  readonly imageType: readonly string[];
  readonly bodyPart?: string | undefined;
  readonly transferSyntax: { readonly uid: string; readonly name: string };
  /** Whether pixels lost something on their way: by this transfer syntax, or by an earlier one. */
  readonly lossy: boolean;
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly samplesPerPixel: number;
  /** As stored; frames come as `MONOCHROME1`, `MONOCHROME2` or `RGB`. */
  readonly photometric?: string | undefined;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  /** Distance of pixel centres in x and y, mm: in the patient, or at the detector where that alone is stated. */
  readonly pixelSpacing?:
    | { readonly at: 'patient' | 'detector'; readonly xy: readonly [number, number] }
    | undefined;
  /** Stored values, from `low` to `high`, that stand for no measurement. */
  readonly padding?: { readonly low: number; readonly high: number } | undefined;
}

/** Gathers the facts of a data set; sizes are 0 where it holds no pixels. */
export function readFacts(
  values: ElementValues,
  syntax: TransferSyntax,
  pixel: ImagePixel | undefined,
): DicomFacts {
  return {
    sopClassUid: values.text('x00080016'),
    sopInstanceUid: values.text('x00080018'),
    studyInstanceUid: values.text('x0020000d'),
    seriesInstanceUid: values.text('x0020000e'),
    frameOfReferenceUid: values.text('x00200052'),
    modality: values.text('x00080060'),
    seriesDescription: values.text('x0008103e'),
    seriesNumber: values.decimal('x00200011'),
    instanceNumber: values.decimal('x00200013'),
    acquisitionNumber: values.decimal('x00200012'),
    imageType: values.texts('x00080008'),
    bodyPart: values.text('x00180015'),
    transferSyntax: { uid: syntax.uid, name: syntax.name },
    lossy: syntax.lossy || values.text('x00282110') === '01',
    width: pixel?.width ?? 0,
    height: pixel?.height ?? 0,
    frameCount: pixel?.frameCount ?? 0,
    samplesPerPixel: pixel?.samples ?? 0,
    photometric: pixel?.photometric,
    bitsAllocated: pixel?.bitsAllocated ?? 0,
    bitsStored: pixel?.bitsStored ?? 0,
    signed: pixel?.signed ?? false,
    pixelSpacing: readPixelSpacing(values),
    padding: pixel && readPadding(values, pixel),
  };
}

function readPixelSpacing(values: ElementValues): DicomFacts['pixelSpacing'] {
  const shared = values.item('x52009229')?.item('x00289110');
  const candidates = [
    { at: 'patient', numbers: (shared ?? values).decimals('x00280030') },
    { at: 'detector', numbers: values.decimals('x00181164') },
  ] as const;
  for (const { at, numbers } of candidates) {
    const [y = 0, x = 0] = numbers;
    if (x > 0 && y > 0) return { at, xy: [x, y] };
  }
  return undefined;
}

/** Pixel Padding Value and Range Limit (PS3.3, C.7.5.1.1.2): of the sign of the pixels. */
function readPadding(values: ElementValues, { signed, kind }: ImagePixel): DicomFacts['padding'] {
  if (kind !== 'integer') return undefined;
  const read = (tag: string) => (signed ? values.int16(tag) : values.uint16(tag));
  const value = read('x00280120');
  if (value === undefined) return undefined;
  const limit = read('x00280121') ?? value;
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}
