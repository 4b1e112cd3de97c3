import type { PixelImage } from '@medicosam/core';
import type { ImageInfo, SourceVolume } from '@medicosam/io/open';
import { colourValues } from './colour-values.js';
import { greyValues } from './grey-values.js';
import type { ImageSeries } from './image-series.js';
import { placesOf } from './slice-places.js';

/**
 * Decodes the slices of a source, each with its own rescale and windows.
 *
 * @param name - of the file, where it does not name itself.
 * @throws MedicoSamError as the format's reader; the signal's reason.
 */
export async function readSource(
  source: SourceVolume,
  info: ImageInfo,
  { name, format }: { readonly name: string; readonly format: string },
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<ImageSeries> {
  const { width, height, depth } = source;
  const images: PixelImage[] = [];
  const odd = [...info.warnings, ...source.warnings];
  for (let k = 0; k < depth; k++) {
    signal.throwIfAborted();
    const { image, warnings } = await source.cut('k', k);
    images.push(image);
    odd.push(...warnings);
    onProgress(k + 1, depth);
  }
  const [first] = images as [PixelImage];
  const channels = first.data.length / (width * height) > 1 ? 3 : 1;
  const values = channels === 3 ? colourValues(images) : greyValues(images);
  const { origins, warnings, ...places } = placesOf(source, info.spacing ?? info.detectorSpacing);
  return {
    name: info.description || name,
    kind: info.modality ?? format,
    modality: info.modality,
    width,
    height,
    channels,
    isInverse: first.photometric === 'MONOCHROME1',
    ...places,
    frameOfReference: source.geometry?.frameOfReference ?? source.dicom?.facts.frameOfReferenceUid,
    slices: values.slices.map((slice, k) => ({
      ...slice,
      windows: images[k]?.windows ?? [],
      rescale: images[k]?.rescale ?? { slope: 1, intercept: 0 },
      origin: origins[k] ?? [0, 0, k],
    })),
    warnings: [...new Set([...odd.map(({ message }) => message), ...warnings, ...values.warnings])],
  };
}
