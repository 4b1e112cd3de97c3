import type { BinaryMask, Rle, Warning } from '@medicosam/core';

/** An image of a COCO file. */
export interface CocoImage {
  readonly id: number | string;
  readonly fileName: string;
  readonly width: number;
  readonly height: number;
  /** Its other fields, as they are. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A category of a COCO file. */
export interface CocoCategory {
  readonly id: number | string;
  readonly name: string;
  readonly supercategory?: string;
}

/** An annotation of a COCO file. Its mask is made when asked for, so that thousands of them take no more than the file. */
export interface CocoAnnotation {
  readonly id?: number | string;
  /** Index of its image in {@link CocoDataset.images}. */
  readonly image: number;
  /** The name of its category. */
  readonly category: string;
  readonly score?: number;
  /** Whether it is a group of objects that are not told apart. */
  readonly isCrowd: boolean;
  /** Whether the file states run lengths, which are exact, or polygons, which are filled where pixels' centres lie inside. */
  readonly form: 'rle' | 'polygons';
  /** Its other fields, as they are; without area and box, which the mask says better. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Its pixels, in the size of the image. */
  toMask(): BinaryMask;
  /** The same as run lengths. */
  toRLE(): Rle;
}

/** A COCO file that was read. */
export interface CocoDataset {
  readonly images: readonly CocoImage[];
  readonly categories: readonly CocoCategory[];
  readonly annotations: readonly CocoAnnotation[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly licenses: readonly unknown[];
  /** What is odd about the file and was read anyway. */
  readonly warnings: readonly Warning[];
}
