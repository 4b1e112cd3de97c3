import type { SliceAxis, Warning } from '@medicosam/core';
import type { LabelFormatId } from '../label-formats.js';
import type { LabelSource } from '../label-source.js';
import type { LabelledObject } from '../labelled-object.js';

/** How labels are read. */
export interface ReadLabelsOptions {
  /** The slice that a file of one image (PNG, COCO, GeoJSON) is of, where it does not say; the only one when absent. */
  readonly slice?: { readonly axis?: SliceAxis | undefined; readonly index: number } | undefined;
  /** COCO of several images: the file name of the one that the source is. */
  readonly sourceName?: string | undefined;
}

/** Labels that were read. */
export interface ReadLabels {
  readonly format: LabelFormatId;
  /** Masks lie on slices across k, but those of COCO and GeoJSON on the slices that they were drawn on. */
  readonly objects: readonly LabelledObject[];
  /** What is odd about the file and was read anyway, and what of it is on no slice. */
  readonly warnings: readonly Warning[];
}

/** Reads a format onto a source. */
export type LabelReader = (
  bytes: Uint8Array,
  source: LabelSource,
  options: ReadLabelsOptions,
) => ReadLabels | Promise<ReadLabels>;
