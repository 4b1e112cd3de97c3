import type { PixelImage } from '@medicosam/core';
import type { Axis } from './axis-slice.js';
import type { VoxelGrid } from './grid.js';
import type { SlicePlane } from './plane.js';

/** The slice that a viewport shows. */
export interface ViewedSlice {
  /** The same for the same pixels, in whichever viewport. */
  readonly key: string;
  readonly plane: SlicePlane;
  /** The voxels that it is cut from; a stack's image is a grid of one slice. */
  readonly grid: VoxelGrid;
  /** Which slice of the grid; undefined of an oblique cut. */
  readonly cut: { readonly axis: Axis; readonly index: number } | undefined;
  /** Reads its stored values. */
  image(): PixelImage;
}
