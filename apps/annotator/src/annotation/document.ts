import type { PixelImage } from '@medicosam/core';
import type { ValueWindow, WindowRange } from '../images/value-window.js';

/** The image that is open. */
export interface OpenDocument {
  /** For the reader alone: it goes into no record. */
  readonly fileName: string;
  /** Stored values, as the model gets them. */
  readonly image: PixelImage;
  /** How the values look in the window. */
  readonly bitmap: ImageBitmap;
  /** Undefined of an image that is shown without a window. */
  readonly range: WindowRange | undefined;
  readonly window: ValueWindow | undefined;
}
