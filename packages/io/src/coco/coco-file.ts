/** A COCO file as JSON has it: `JSON.stringify` makes the text. */
export interface CocoFile {
  readonly info: Readonly<Record<string, unknown>>;
  readonly licenses: readonly unknown[];
  readonly images: readonly CocoFileImage[];
  readonly annotations: readonly CocoFileAnnotation[];
  readonly categories: readonly CocoFileCategory[];
}

/** An image of a {@link CocoFile}. */
export interface CocoFileImage {
  readonly id: number;
  readonly file_name: string;
  readonly width: number;
  readonly height: number;
}

/** A category of a {@link CocoFile}. */
export interface CocoFileCategory {
  readonly id: number;
  readonly name: string;
  readonly supercategory: string;
}

/** An annotation of a {@link CocoFile}. */
export interface CocoFileAnnotation {
  readonly id: number;
  readonly image_id: number;
  readonly category_id: number;
  readonly segmentation: CocoFileSegmentation;
  /** Pixels inside. */
  readonly area: number;
  /** x, y, width and height; the corner of the first pixel is at 0. Zeros of an empty mask. */
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  readonly iscrowd: 0 | 1;
  readonly score?: number;
}

/** Run lengths of a {@link CocoFile}, column after column: a compressed string, or the counts themselves. */
export interface CocoFileSegmentation {
  readonly size: readonly [height: number, width: number];
  readonly counts: string | readonly number[];
}
