import type { PixelImage } from '@medicosam/core';

/** A disc and a bar on noise, the same at every call of one name. */
export function picture(name: string, width = 96, height = 64): PixelImage {
  const known = pictures.get(name);
  if (known) return known;
  const data = new Uint8Array(width * height);
  let seed = name.charCodeAt(0);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      seed = (1103515245 * seed + 12345) % 2147483648;
      const isIn = Math.hypot(x - 30, y - 30) < 15 || (x > 60 && x < 85 && y > 20 && y < 50);
      data[i++] = (isIn ? 180 : 50) + (seed % 30);
    }
  }
  const image: PixelImage = { data, width, height };
  pictures.set(name, image);
  return image;
}

/** A picture of the test's own, by its name. */
export function addPicture(name: string, width: number, height: number, values: readonly number[]): void {
  pictures.set(name, { data: Uint8Array.from(values), width, height });
}

const pictures = new Map<string, PixelImage>();
