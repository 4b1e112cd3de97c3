import type { ImageSession, ImageSnapshot, PixelImage, Position } from '@medicosam/core';
import type { CSSProperties, KeyboardEventHandler, ReactNode } from 'react';
import type { CanvasTool } from './gestures.js';
import type { Key } from './keys.js';
import type { MaskTracer } from './mask-paths.js';
import type { ClientPosition } from './stage.js';
import type { View } from './view.js';

/** What `SegmentationCanvas` takes. Only `session` is needed. */
export interface SegmentationCanvasProps {
  /** Of `useMedicoSam`, or any of core's. */
  readonly session: ImageSession;
  /** What is drawn, where that is not the session's image: prompts are taken where both are of one size. */
  readonly image?: PixelImage | undefined;
  /**
   * How stored values become grey, as `parseNormalisation` reads it (`window:40,400`). By default the image's own
   * window, else 8-bit values as they are, else percentiles. What the model sees is another matter: see `useMedicoSam`.
   */
  readonly normalisation?: string | undefined;
  /** A picture of the image that was made elsewhere (a worker), drawn in place of its values. */
  readonly picture?: CanvasImageSource | undefined;
  /** Height of a pixel by its width, such as `spacing[1] / spacing[0]` of its geometry; 1 by default. */
  readonly pixelAspect?: number | undefined;
  /** Whether the image is shown mirrored from left to right; positions are those of the image as it is. */
  readonly mirrorX?: boolean | undefined;
  /** The same from top to bottom. */
  readonly mirrorY?: boolean | undefined;
  /** Which colour the object that is being made has; that of the list's next one by default. */
  readonly colorIndex?: number | undefined;
  /** Traces outlines elsewhere (a worker), once a mask; the canvas does it on the page's own thread otherwise. */
  readonly traceMask?: MaskTracer | undefined;
  /** What the pointer does; the canvas keeps it when absent. */
  readonly tool?: CanvasTool | undefined;
  /** What it does at first, where `tool` is absent; `point`. */
  readonly defaultTool?: CanvasTool | undefined;
  /** A key asks for another tool. */
  readonly onToolChange?: ((tool: CanvasTool) => void) | undefined;
  /** What dragging does with the tool `point`: `pan` by default. */
  readonly drag?: 'pan' | 'box' | undefined;
  /** What a plain click means: 1, inside of the object, by default; with Alt or the secondary button the other. */
  readonly label?: 0 | 1 | undefined;
  /** Whether the pointer shows what a click would give; true by default. */
  readonly preview?: boolean | undefined;
  /** Ids of objects that are not drawn. */
  readonly hidden?: ReadonlySet<string> | undefined;
  /** Dragging with the secondary button, by CSS pixels: for the window. */
  readonly onSecondaryDrag?: ((dx: number, dy: number) => void) | undefined;
  /** Where the pointer is, in pixels of the image, which may be outside of it; undefined when it left. */
  readonly onPosition?: ((position: Position | undefined) => void) | undefined;
  /** The image was moved or enlarged. */
  readonly onViewChange?: ((view: View) => void) | undefined;
  /** A prompt or an image was refused. Without it what was thrown reaches the window as an uncaught error. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** What is said to who cannot see the canvas, in place of English sentences. */
  readonly describe?: ((snapshot: ImageSnapshot) => string) | undefined;
  /** Elements over the canvas. */
  readonly children?: ReactNode;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  readonly 'aria-label'?: string | undefined;
  /** Keys come here first; `preventDefault` keeps them from the canvas. */
  readonly onKeyDown?: KeyboardEventHandler<HTMLCanvasElement> | undefined;
}

/** What a `ref` of `SegmentationCanvas` holds. What asks for a place is undefined until the canvas was first drawn. */
export interface SegmentationCanvasHandle {
  readonly canvas: HTMLCanvasElement | null;
  readonly view: View | undefined;
  /** Shows the whole image. */
  fit(): void;
  /** Enlarges by a factor around the middle. */
  zoom(factor: number): void;
  /** Moves the image by CSS pixels. */
  pan(dx: number, dy: number): void;
  /** Where a pointer is, in pixels of the image, pixel centres at integers. */
  toImage(pointer: ClientPosition): Position | undefined;
  /** The other way, for elements over the canvas. */
  toClient(position: Position): ClientPosition | undefined;
  /** Does what a key that was pressed elsewhere means on the canvas; false where it means nothing. */
  press(key: Key): boolean;
  /** Draws again, after CSS variables have changed. */
  redraw(): void;
}
