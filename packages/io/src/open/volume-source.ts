import { type Affine, type PixelVolume, sliceVolume, type Warning } from '@medicosam/core';
import type { SourceVolume } from './opened-images.js';

/** A volume that is in memory, as a source of slices. */
export const volumeSource = (
  volume: PixelVolume,
  affine: Affine | undefined,
  warnings: readonly Warning[],
): SourceVolume => ({
  width: volume.width,
  height: volume.height,
  depth: volume.depth,
  geometry: volume.geometry,
  affine,
  warnings,
  read: async () => volume,
  cut: async (axis, index) => ({ image: sliceVolume(volume, axis, index), warnings: [] }),
});
