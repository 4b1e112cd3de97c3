/** A sample of 8 bits. */
const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.floor(value + 0.5));

/** YBR_FULL, interleaved, 8 bits, to RGB in place (PS3.3, C.7.6.3.1.2: BT.601, full range). */
export function ybrFullToRgb(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 3) {
    const [y, cb, cr] = [data[i] as number, (data[i + 1] as number) - 128, (data[i + 2] as number) - 128];
    data[i] = clamp(y + 1.402 * cr);
    data[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    data[i + 2] = clamp(y + 1.772 * cb);
  }
}

/** YBR_PARTIAL, interleaved, 8 bits, to RGB in place: luminance 16 to 235, chrominance 16 to 240. */
export function ybrPartialToRgb(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 3) {
    const y = 1.164383 * ((data[i] as number) - 16);
    const [cb, cr] = [(data[i + 1] as number) - 128, (data[i + 2] as number) - 128];
    data[i] = clamp(y + 1.596027 * cr);
    data[i + 1] = clamp(y - 0.391762 * cb - 0.812968 * cr);
    data[i + 2] = clamp(y + 2.017232 * cb);
  }
}

/** Two luminances, then Cb and Cr of both, to one of each a pixel: the chrominance is repeated, as in pydicom. */
export function unfold422(bytes: Uint8Array, pixels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const pair = (pixel >> 1) * 4;
    out[pixel * 3] = bytes[pair + (pixel & 1)] as number;
    out[pixel * 3 + 1] = bytes[pair + 2] as number;
    out[pixel * 3 + 2] = bytes[pair + 3] as number;
  }
  return out;
}
