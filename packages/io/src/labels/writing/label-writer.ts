import type { Warning } from '@medicosam/core';
import type { SegEquipment } from '../../dicom-seg/derived-instance.js';
import type { LabelSource } from '../label-source.js';
import type { LabelledObject } from '../labelled-object.js';

/** How labels are written; each format takes of it what it has a place for. */
export interface WriteLabelsOptions {
  /** COCO, GeoJSON: the file name of the image that labels are of. */
  readonly sourceName?: string | undefined;
  /** DICOM: what drew the objects, such as a model's id, 64 characters of it; `MedicoSAM` when absent. */
  readonly algorithmName?: string | undefined;
  /** DICOM: who made the file. */
  readonly equipment?: SegEquipment | undefined;
  /** DICOM: for people. */
  readonly seriesDescription?: string | undefined;
  /** DICOM: when it was made; now when absent. */
  readonly date?: Date | undefined;
  /** NIfTI: compressed (`.nii.gz`), which is the default, or not (`.nii`). */
  readonly gzip?: boolean | undefined;
}

/** A file of labels. */
export interface WrittenLabels {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the format could not hold. */
  readonly warnings: readonly Warning[];
}

/** Writes objects that were checked, to a format that can hold labels of the source. */
export type LabelWriter = (
  objects: readonly LabelledObject[],
  source: LabelSource,
  options: WriteLabelsOptions,
) => WrittenLabels | Promise<WrittenLabels>;

/** What an object is called, of those without a name its number. */
export const nameOf = ({ name }: LabelledObject, index: number): string => name ?? `Object ${index + 1}`;

/** What DICOM holds of the name of an algorithm. */
export const algorithmOf = ({ algorithmName }: WriteLabelsOptions): string | undefined =>
  algorithmName?.slice(0, 64);
