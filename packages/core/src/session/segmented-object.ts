import type { Rle } from '../mask/rle.js';
import type { ObjectOrigin } from './session-record.js';
import type { Target } from './target.js';

/** A labelled object of an image, or of one slice of a volume. */
export interface SegmentedObject {
  /** Unique in its list. */
  readonly id: string;
  /** What it is called, for people. */
  readonly label: string;
  /**
   * 1 and up: which colour it is shown in, and its value in label images. Objects of one colour index are one label: a
   * structure on several slices, or all nuclei of an image.
   */
  readonly colorIndex: number;
  readonly mask: Rle;
  readonly target: Target;
  /** Its pixels stay its own: neither replaced, nor painted over, nor removed. */
  readonly locked: boolean;
  /** How prompts made the mask; undefined of one that they did not make, or that was changed since. */
  readonly origin?: ObjectOrigin | undefined;
}

/** What an object is made of; what is absent is chosen. */
export interface NewObject {
  readonly mask: Rle;
  readonly target: Target;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly colorIndex?: number | undefined;
  readonly locked?: boolean | undefined;
  readonly origin?: ObjectOrigin | undefined;
}

/** What is to be changed about an object. */
export interface ObjectChanges {
  /** Without an `origin` beside it the object has none from then on. */
  readonly mask?: Rle | undefined;
  readonly label?: string | undefined;
  readonly colorIndex?: number | undefined;
  readonly locked?: boolean | undefined;
  readonly origin?: ObjectOrigin | undefined;
}

/** The objects of an {@link ObjectList}, in their order. */
export interface ObjectListSnapshot {
  readonly objects: readonly SegmentedObject[];
}
