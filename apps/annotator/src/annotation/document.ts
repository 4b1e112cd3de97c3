import type { PixelImage, Target } from '@medicosam/core';
import type { FormatFacts } from '../images/labels.js';
import type { NamedWindow, ValueWindow, WindowRange } from '../images/value-window.js';
import type { SlicePlace, VolumeFacts } from '../images/volume-facts.js';

/** The image that is open, or the slice of a volume that is seen. */
export interface OpenDocument {
  /** For the reader alone: it goes into no record. */
  readonly fileName: string;
  /** What the image is of; an image is a volume of a single slice. */
  readonly volume: VolumeFacts;
  /** What objects on it can be written to. */
  readonly formats: readonly FormatFacts[];
  readonly place: SlicePlace;
  /** Stored values, as the model gets them. */
  readonly image: PixelImage;
  /** How the values look in the window. */
  readonly bitmap: ImageBitmap;
  /** Undefined of an image that is shown without a window. */
  readonly range: WindowRange | undefined;
  readonly window: ValueWindow | undefined;
  /** Windows to choose from. */
  readonly windows: readonly NamedWindow[];
  /** What the model sees the values in; undefined where that is left to the model. */
  readonly modelWindow: ValueWindow | undefined;
}

/** What a slice is to objects; undefined of an image, which its hash names. */
export const targetOf = ({ name }: Pick<VolumeFacts, 'name'>, slice: SlicePlace): Target | undefined =>
  name === undefined ? undefined : { image: name, slice };
