import type { BinaryMask, Mask, Rle } from '@medicosam/core';

/** An image that annotations belong to. */
export interface CocoImageToWrite {
  /** As readers look for it: usually a path below the folder of images. */
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
  /** Its number in the list, from 1, when absent. */
  readonly id?: number | undefined;
  /** Fields of one's own, such as which slice of which volume it is; readers pass over those that they do not know. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** A mask of one object. */
export interface CocoAnnotationToWrite {
  /** Index of its image in the list, from 0. */
  readonly image: number;
  /** In the size of the image. */
  readonly mask: BinaryMask | Mask | Rle;
  /** What it shows. */
  readonly category: string;
  /** Its number in the list, from 1, when absent. */
  readonly id?: number | undefined;
  /** How sure the one is who drew it, such as a mask's predicted IoU. */
  readonly score?: number | undefined;
  /** Whether it is a group of objects that are not told apart; false when absent. */
  readonly isCrowd?: boolean | undefined;
  /** Fields of one's own; readers pass over those that they do not know. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** What goes into a COCO file. */
export interface WriteCocoOptions {
  readonly images: readonly CocoImageToWrite[];
  readonly annotations: readonly CocoAnnotationToWrite[];
  /** Categories that take the ids 1, 2, … before the others, so that several files agree on them. */
  readonly categories?: readonly string[] | undefined;
  /** About the data set: `description`, `version`, `year`, … */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
  readonly licenses?: readonly unknown[] | undefined;
  /** Run lengths as COCO's compressed string, which is the default, or as counts, which are larger and legible. */
  readonly counts?: 'compressed' | 'plain' | undefined;
}
