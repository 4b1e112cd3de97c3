/**
 * One byte a sample from rows of packed ones, each times `scale`. Rows begin at whole bytes, the first sample in
 * the high bits (PNG, 7.2).
 */
export function unpackSamples(
  packed: ArrayLike<number>,
  width: number,
  height: number,
  depth: number,
  scale: number,
): Uint8Array {
  const samples = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = packed[y * rowBytes + (bit >> 3)] ?? 0;
      samples[y * width + x] = ((byte >> (8 - depth - (bit & 7))) & mask) * scale;
    }
  }
  return samples;
}
