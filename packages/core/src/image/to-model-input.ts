import type { ImageTransform } from '../model/image-embedding.js';

/** One number for each of red, green and blue. */
export type PerChannel = readonly [red: number, green: number, blue: number];

/**
 * The network's input from the resized 8-bit RGB image: (value − mean) / std in float32, then zeros at the right
 * and bottom. Padding comes after the normalisation: black is not 0.
 *
 * @param resized `transform.input.height` × `transform.input.width` × 3, interleaved.
 * @returns float32 [1, 3, side, side].
 * @see segment_anything/modeling/sam.py, preprocess
 */
export function toModelInput(
  resized: Uint8Array,
  { input, side }: ImageTransform,
  mean: PerChannel,
  std: PerChannel,
): Float32Array<ArrayBuffer> {
  const { fround } = Math;
  const out = new Float32Array(3 * side * side);
  const table = new Float32Array(256);
  for (let channel = 0; channel < 3; channel++) {
    const center = fround(mean[channel] as number);
    const deviation = fround(std[channel] as number);
    for (let value = 0; value < 256; value++) table[value] = fround(value - center) / deviation;
    for (let y = 0; y < input.height; y++) {
      let from = y * input.width * 3 + channel;
      const start = (channel * side + y) * side;
      for (let to = start; to < start + input.width; to++, from += 3) {
        out[to] = table[resized[from] as number] as number;
      }
    }
  }
  return out;
}
