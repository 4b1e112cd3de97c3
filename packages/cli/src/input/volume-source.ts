import { type Affine, type PixelVolume, sliceVolume, type Warning } from '@medicosam/core';
import type { SourceVolume } from './opened-input.js';

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
  cut: async (axis, index) => ({ image: sliceVolume(volume, axis, index), warnings: [] }),
});
