import type { LabelFormatId } from '@medicosam/io/labels';
import type { RefusedImage } from '@medicosam/io/open';
import type { FoundLabels, LabelSlices, NamedSegment } from './labels/label-slices.js';
import type { ImageSeries } from './reading/image-series.js';

/** What is asked of the file worker, by name: what goes in and what comes out. */
export interface FileJobs {
  /** Finds what files hold; the worker keeps them for `read`. */
  readonly open: { readonly in: readonly File[]; readonly out: OpenedFiles };
  /** Decodes one of the series that were found; the worker keeps its source. */
  readonly read: { readonly in: SeriesChoice; readonly out: ImageSeries };
  /** Reads a file of labels onto the series that was read last. */
  readonly labels: { readonly in: LabelFile; readonly out: FoundLabels };
  /** The formats that labels can be written to. @see FormatChoice */
  readonly formats: { readonly in: readonly number[]; readonly out: readonly FormatChoice[] };
  /** Labels of the series that was read last as a file. */
  readonly write: { readonly in: LabelRequest; readonly out: WrittenFile };
}

export type JobName = keyof FileJobs;

/** A series that was found, and of several volumes in it the one. */
export interface SeriesChoice {
  readonly item: number;
  readonly volume?: number | undefined;
}

/** What files hold. */
export interface OpenedFiles {
  readonly found: readonly FoundSeries[];
  readonly refused: readonly RefusedImage[];
  /** What is odd about the whole, for people. */
  readonly warnings: readonly string[];
}

/** An image, series or volume among files. */
export interface FoundSeries {
  readonly title: string;
  /** `yes` of what says so, such as a DICOM segmentation; `maybe` where only its user knows, such as a NIfTI file. */
  readonly isLabels: 'yes' | 'maybe' | 'no';
  /** How many volumes it holds, of which one has to be chosen. */
  readonly volumes?: number | undefined;
}

/** A file of labels, and the slice that is shown, which a file of one image is taken to be of. */
interface LabelFile {
  readonly file: File;
  readonly slice: number;
}

/** A format of labels, and why it cannot hold those on the slices that were named. */
interface FormatChoice {
  readonly id: LabelFormatId;
  readonly title: string;
  readonly ending: string;
  readonly problem?: string | undefined;
}

/** What is to be written. */
interface LabelRequest {
  readonly format: LabelFormatId;
  readonly segments: readonly NamedSegment[];
  readonly slices: LabelSlices;
  /** What drew the segments. */
  readonly algorithmName?: string | undefined;
}

/** A file to be saved. */
interface WrittenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the format could not hold, for people. */
  readonly warnings: readonly string[];
}

/** A question to the worker. */
export type JobQuestion = {
  readonly [Name in JobName]: {
    readonly id: number;
    readonly job: Name;
    readonly input: FileJobs[Name]['in'];
  };
}[JobName];

/** The worker's answer, and how far it is before that; an error's own fields do not cross by themselves. */
export type JobAnswer =
  | { readonly id: number; readonly done: number; readonly total: number }
  | { readonly id: number; readonly output: unknown }
  | {
      readonly id: number;
      readonly error: {
        readonly code?: string | undefined;
        readonly message: string;
        readonly hint?: string | undefined;
      };
    };
