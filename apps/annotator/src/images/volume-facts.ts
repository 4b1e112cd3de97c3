import type { Affine, SliceAxis, Warning } from '@medicosam/core';

/** Something that can be chosen of what was opened. */
export interface ItemFacts {
  readonly title: string;
  /** Frames, pages or volumes, of which one has to be chosen. */
  readonly frames?: { readonly count: number; readonly name: string } | undefined;
}

/** Which part of what was opened is shown. */
export interface ItemChoice {
  readonly item: number;
  /** From 0; of items that are chosen frame by frame. */
  readonly frame: number;
}

/** A slice of a volume, as core's `sliceVolume` counts them. */
export interface SlicePlace {
  readonly axis: SliceAxis;
  readonly index: number;
}

export const isSamePlace = (a: SlicePlace, b: SlicePlace | undefined): boolean =>
  a.axis === b?.axis && a.index === b.index;

/** The volume, or the image as one of a single slice, that the worker has open. */
export interface VolumeFacts extends ItemChoice {
  /** Of this opening; others are gone. */
  readonly id: number;
  /** A hash of what was opened, which names a volume in records without naming the patient. */
  readonly name: string | undefined;
  readonly format: string;
  readonly items: readonly ItemFacts[];
  /** Columns, rows and slices. */
  readonly size: readonly [number, number, number];
  /** Distances of voxels along columns, rows and slices, mm; undefined where the file states none. */
  readonly spacing: readonly [number, number, number] | undefined;
  /** Index to LPS mm, where the file states a place. */
  readonly affine: Affine | undefined;
  readonly warnings: readonly Warning[];
}
