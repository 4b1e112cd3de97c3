import type { PixelImage } from '@medicosam/core';

/** The stored value of a pixel, or its channels; undefined outside the image. */
export function storedValue(image: PixelImage, x: number, y: number): readonly number[] | undefined {
  const { data, width, height } = image;
  if (x < 0 || y < 0 || x >= width || y >= height) return undefined;
  const channels = image.channels ?? data.length / (width * height);
  const at = (y * width + x) * channels;
  return [...data.subarray(at, at + Math.min(channels, 3))];
}
