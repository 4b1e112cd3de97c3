import { metaData, type Types } from '@cornerstonejs/core';
import { meaningOf, type StoredModules, type ValueMeaning } from '../slice/stored-values.js';

const module = <Name extends string>(name: Name, imageId: string): StoredModules =>
  (metaData.get(name, imageId) as StoredModules | undefined) ?? {};

/** What an image's values mean, from its metadata; the image itself where that says nothing. */
export function readMeaning(image: Types.IImage): ValueMeaning {
  // A labelmap or a derived image names the one that it was made of.
  const { imageId } = image;
  const { modality } = module('generalSeriesModule', imageId);
  const { photometricInterpretation } = module('imagePixelModule', imageId);
  const { rescaleType } = module('modalityLutModule', imageId);
  const { windowCenter, windowWidth, voiLUTFunction } = module('voiLutModule', imageId);
  return meaningOf(image, {
    modality: modality ?? image.preScale?.scalingParameters?.modality,
    photometricInterpretation: photometricInterpretation ?? image.imageFrame?.photometricInterpretation,
    rescaleType,
    windowCenter,
    windowWidth,
    voiLUTFunction,
  });
}
