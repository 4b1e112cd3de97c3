import type { BinaryMask, PixelImage, Rle } from '@medicosam/core';
import type { NamedFile } from '../page/download.js';
import type { ResultRequest } from '../results/write-results.js';
import type { ValueWindow, WindowRange } from './value-window.js';

/** What is asked of the image worker, by name: what goes in and what comes out. */
export interface ImageJobs {
  /** Decodes a PNG or JPEG file; the worker keeps the image for `show`. */
  readonly open: { readonly in: Blob; readonly out: OpenedPicture };
  /** The image that was opened last as a bitmap; without a window as it is shown at first. */
  readonly show: { readonly in: ValueWindow | undefined; readonly out: ImageBitmap };
  /** The outlines of a mask, along the edges of its pixels. */
  readonly outline: { readonly in: BinaryMask | Rle; readonly out: Rings };
  /** Masks as files. */
  readonly export: { readonly in: ResultRequest; readonly out: readonly NamedFile[] };
}

export type JobName = keyof ImageJobs;

/** An image that was decoded: its stored values, and how it looks. */
interface OpenedPicture {
  readonly image: PixelImage;
  readonly bitmap: ImageBitmap;
  /** How far a window can be set; undefined of colour images, which have none. */
  readonly range: WindowRange | undefined;
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
