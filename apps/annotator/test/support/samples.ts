import { fileURLToPath } from 'node:url';
import type { PixelImage } from '@medicosam/core';
import { encodePng } from '@medicosam/io';

const samples = new URL('../../../node/samples/', import.meta.url);

/** A picture of `apps/node/samples`. */
export const samplePath = (name: string) => fileURLToPath(new URL(name, samples));

/** Like a radiograph: 16 bits of which 12 are used, large, with a bright disc of noise on darker noise. */
export function radiograph(width: number, height: number): PixelImage {
  const data = new Uint16Array(width * height);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y] = [i % width, Math.floor(i / width)];
    const isInside = Math.hypot(x - width * 0.4, y - height * 0.5) < height * 0.2;
    data[i] = (isInside ? 2400 : 900) + (state >>> 24);
  }
  return { data, width, height, channels: 1 };
}

export const pngFile = (name: string, image: PixelImage) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(encodePng(image)),
});
