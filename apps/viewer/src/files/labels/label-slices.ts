import type { LabelledObject } from '@medicosam/io/labels';

/** A segment with what files say of it. */
export interface NamedSegment extends Omit<LabelledObject, 'masks'> {
  readonly name: string;
  /** That of its voxels. */
  readonly value: number;
}

/** Voxels by slice: the value of a segment, 0 where there is none. Slices without voxels are left out. */
export type LabelSlices = readonly (readonly [index: number, values: Uint8Array<ArrayBuffer>])[];

/** Labels of a file, in the voxels of the series. */
export interface FoundLabels {
  /** For people: `DICOM segmentation`, … */
  readonly format: string;
  /** Their values are 1, 2, … */
  readonly segments: readonly NamedSegment[];
  readonly slices: LabelSlices;
  readonly warnings: readonly string[];
}
