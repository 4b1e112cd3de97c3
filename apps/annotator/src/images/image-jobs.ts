import type { BinaryMask, PixelImage, Rle, Warning } from '@medicosam/core';
import type { NamedFile } from '../page/download.js';
import type { ResultRequest } from '../results/write-results.js';
import type { FileKind } from './file-kind.js';
import type { FormatFacts, LabelsRequest, PlacedObject, WriteRequest } from './labels.js';
import type { PickedFile } from './picked-file.js';
import type { NamedWindow, ValueWindow, WindowRange } from './value-window.js';
import type { ItemChoice, SlicePlace, VolumeFacts } from './volume-facts.js';

/** What is asked of the image worker, by name: what goes in and what comes out. */
export interface ImageJobs {
  /** What files are to the page, told by their content. */
  readonly sort: { readonly in: readonly PickedFile[]; readonly out: readonly FileKind[] };
  /** Opens files of any format that is read, and shows the middle of the largest volume among them. */
  readonly open: { readonly in: readonly PickedFile[]; readonly out: OpenedPicture };
  /** Shows another part of what is open. */
  readonly choose: { readonly in: ItemChoice; readonly out: OpenedPicture };
  /** Another slice of the volume of this id. */
  readonly cut: {
    readonly in: SlicePlace & { readonly id: number; readonly window: ValueWindow | undefined };
    readonly out: SlicePicture;
  };
  /** The values of a slice of the volume of this id, which is not seen for it. */
  readonly values: { readonly in: SlicePlace & { readonly id: number }; readonly out: PixelImage };
  /** The slice that was cut last as a bitmap; without a window as it is shown at first. */
  readonly show: { readonly in: ValueWindow | undefined; readonly out: ImageBitmap };
  /** The outlines of a mask, along the edges of its pixels. */
  readonly outline: { readonly in: BinaryMask | Rle; readonly out: Rings };
  /** Objects of a label file, on what is open. */
  readonly readLabels: {
    readonly in: LabelsRequest;
    readonly out: { readonly objects: readonly PlacedObject[]; readonly warnings: readonly Warning[] };
  };
  /** Objects as a label file of what is open. */
  readonly writeLabels: {
    readonly in: WriteRequest;
    readonly out: { readonly file: NamedFile; readonly warnings: readonly Warning[] };
  };
  /** Masks of the slice that is seen as files. */
  readonly export: { readonly in: ResultRequest; readonly out: readonly NamedFile[] };
}

export type JobName = keyof ImageJobs;

/** A slice that was decoded: its stored values, and how it looks. */
export interface SlicePicture {
  readonly place: SlicePlace;
  readonly image: PixelImage;
  readonly bitmap: ImageBitmap;
  /** How far a window can be set; undefined of colour images, which have none. */
  readonly range: WindowRange | undefined;
  /** Windows to choose from. */
  readonly windows: readonly NamedWindow[];
  readonly warnings: readonly Warning[];
}

/** What was opened, and the slice of it that is seen first. */
export interface OpenedPicture extends SlicePicture {
  readonly volume: VolumeFacts;
  /** What objects on it can be written to. */
  readonly formats: readonly FormatFacts[];
}

/** Closed lines, one after another: x and y alternate, pixel centres at integers. */
export interface Rings {
  readonly points: Float32Array<ArrayBuffer>;
  /** Where each ring ends, in points. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** A question to the worker. */
export type JobQuestion = {
  readonly [Name in JobName]: {
    readonly id: number;
    readonly job: Name;
    readonly input: ImageJobs[Name]['in'];
  };
}[JobName];

/** The worker's answer; an error's own fields do not cross by themselves. */
export type JobAnswer =
  | { readonly id: number; readonly output: unknown }
  | {
      readonly id: number;
      readonly error: { readonly code?: string; readonly message: string; readonly hint?: string };
    };
