import type { PixelData } from '@medicosam/core';

/**
 * Adds up horizontal differences (TIFF 6.0, section 14), in place.
 *
 * @param row - samples a row of the block
 * @param samples - that lie side by side for a pixel
 */
export function undoDifferences(values: PixelData, row: number, samples: number): void {
  for (let start = 0; start < values.length; start += row) {
    for (let at = start + samples; at < start + row; at++) {
      // Stored in integers, so that sums wrap around as they did when they were taken.
      values[at] = (values[at] as number) + (values[at - samples] as number);
    }
  }
}

/**
 * Undoes the predictor of floating point (Adobe, TIFF Technical Note 3), in place: differences of bytes, and the
 * bytes of a row ordered by their weight, the highest first. Leaves values with the high byte first.
 *
 * @param row - samples a row of the block
 * @param samples - that lie side by side for a pixel
 * @param size - bytes a sample
 */
export function undoFloatPredictor(bytes: Uint8Array, row: number, samples: number, size: number): void {
  const rowBytes = row * size;
  const turned = new Uint8Array(rowBytes);
  for (let start = 0; start + rowBytes <= bytes.length; start += rowBytes) {
    const line = bytes.subarray(start, start + rowBytes);
    for (let at = samples; at < rowBytes; at++)
      line[at] = (line[at] as number) + (line[at - samples] as number);
    for (let sample = 0; sample < row; sample++) {
      for (let byte = 0; byte < size; byte++)
        turned[sample * size + byte] = line[byte * row + sample] as number;
    }
    line.set(turned);
  }
}
