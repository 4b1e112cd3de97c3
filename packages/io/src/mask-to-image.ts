import { type BinaryMask, checkImage, type PixelImage } from '@medicosam/core';

/**
 * A mask as a grey image: 255 inside, 0 outside.
 *
 * @throws MedicoSamError `IMAGE_INVALID` when the bits do not fit the size.
 */
export function maskToImage({ bits, width, height }: BinaryMask): PixelImage {
  const data = bits.map((bit) => (bit ? 255 : 0));
  return checkImage({ data, width, height, channels: 1 });
}

/**
 * An image as a mask: inside is every pixel of which a colour channel is above 0. Alpha does not count.
 *
 * @throws MedicoSamError `IMAGE_INVALID`.
 */
export function imageToMask(image: PixelImage): BinaryMask {
  const { data, width, height, channels } = checkImage(image);
  const bits = new Uint8Array(width * height);
  const colours = Math.min(channels, 3);
  for (let i = 0; i < bits.length; i++) {
    for (let c = 0; c < colours; c++) if ((data[i * channels + c] ?? 0) > 0) bits[i] = 1;
  }
  return { bits, width, height };
}
