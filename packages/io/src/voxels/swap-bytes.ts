const turned32 = (value: number): number =>
  (value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);

/**
 * Turns the bytes of each value around, in place.
 *
 * @param bytes - begin at a multiple of `size` in their buffer
 */
export function swapBytes(bytes: Uint8Array, size: 1 | 2 | 4 | 8): void {
  if (size === 1) return;
  const { buffer, byteOffset, byteLength } = bytes;
  if (size === 2) {
    const values = new Uint16Array(buffer, byteOffset, byteLength / 2);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      values[i] = (value << 8) | (value >>> 8);
    }
    return;
  }
  const halves = new Uint32Array(buffer, byteOffset, byteLength / 4);
  if (size === 4) {
    for (let i = 0; i < halves.length; i++) halves[i] = turned32(halves[i] as number);
    return;
  }
  for (let i = 0; i < halves.length; i += 2) {
    const first = halves[i] as number;
    halves[i] = turned32(halves[i + 1] as number);
    halves[i + 1] = turned32(first);
  }
}
