import type { PixelData } from '@medicosam/core';

/** First and last index along i, j and k of the voxels of each value above 0: `[i0, i1, j0, j1, k0, k1]`. */
export function segmentExtents(
  data: PixelData,
  width: number,
  height: number,
  depth: number,
): Map<number, number[]> {
  const extents = new Map<number, number[]>();
  for (let k = 0, at = 0; k < depth; k++) {
    for (let j = 0; j < height; j++) {
      for (let i = 0; i < width; i++, at++) {
        const value = data[at] as number;
        if (value === 0) continue;
        const extent = extents.get(value);
        if (!extent) {
          extents.set(value, [i, i, j, j, k, k]);
          continue;
        }
        if (i < (extent[0] as number)) extent[0] = i;
        if (i > (extent[1] as number)) extent[1] = i;
        if (j < (extent[2] as number)) extent[2] = j;
        if (j > (extent[3] as number)) extent[3] = j;
        extent[5] = k;
      }
    }
  }
  return extents;
}
