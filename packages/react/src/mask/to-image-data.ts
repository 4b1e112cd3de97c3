import { type BinaryMask, type Mask, maskToRgba, type Rgba, type Rle } from '@medicosam/core';

/**
 * A mask as a picture for a canvas, in the size of the image: inside of one colour, outside transparent. For an
 * `ImageBitmap`: `createImageBitmap(toImageData(mask))`.
 *
 * @param colour red, green, blue and alpha, 0 to 255.
 * @throws MedicoSamError `INVALID_ARGUMENT`, `FORMAT_INVALID`, as core's `maskToRgba`.
 */
export function toImageData(mask: Mask | BinaryMask | Rle, colour: Rgba = [86, 180, 233, 140]): ImageData {
  const { data, width, height } = maskToRgba(mask, colour);
  return new ImageData(data, width, height);
}
