import type { Box, ImageSession, Position, Size } from '@medicosam/core';
import { boxBetween, isBox, isOn, pointAt } from './prompt-positions.js';
import { isSameSize } from './scene.js';
import type { Stage } from './stage.js';
import { toImage } from './view.js';

/** How prompts come about, asked at each of them. */
export interface CommandSettings {
  readonly session: ImageSession;
  /** What a plain click means. */
  readonly label: 0 | 1;
  /** Whether the pointer shows what a click would give. */
  readonly hasPreview: boolean;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** What hands and keys do to a session. Positions are CSS pixels of the canvas, or pixels of the image where it says so. */
export class CanvasCommands {
  readonly #stage: Stage;
  readonly #settings: () => CommandSettings;

  constructor(stage: Stage, settings: () => CommandSettings) {
    this.#stage = stage;
    this.#settings = settings;
  }

  /** Size of the image, where prompts can be given. */
  get size(): Size | undefined {
    const size = this.#stage.scene?.size;
    return size && isSameSize(this.#settings().session.getSnapshot().image, size) ? size : undefined;
  }

  addPoint(at: Position, isOther: boolean): void {
    const { size } = this;
    const position = toImage(this.#stage.view, at);
    if (size && isOn(position, size)) this.markPoint(pointAt(position, size), isOther);
  }

  /** Adds a point, in pixels of the image; `isOther`: of the label that a plain click does not mean. */
  markPoint({ x, y }: Position, isOther: boolean): void {
    const { label } = this.#settings();
    const given = isOther ? (label === 1 ? 0 : 1) : label;
    this.run((session) => session.prompts?.addPoint({ x, y, label: given }));
  }

  boxBetween(from: Position, to: Position): Box | undefined {
    const { view } = this.#stage;
    return this.size && boxBetween(toImage(view, from), toImage(view, to), this.size);
  }

  /** Sets a box, in pixels of the image, unless it is less than a pixel wide or high. */
  setBox(box: Box | undefined): void {
    if (box && isBox(box)) this.run((session) => session.prompts?.setBox(box));
  }

  hover(at: Position | undefined): void {
    const { size } = this;
    const { session, label, hasPreview } = this.#settings();
    const position = at && toImage(this.#stage.view, at);
    if (position && size && hasPreview && isOn(position, size)) {
      session.prompts?.hover({ ...pointAt(position, size), label });
    } else if (session.getSnapshot().preview) session.prompts?.hover();
  }

  /** Does something to the session; what it throws goes to `onError`, where there is one. */
  run(change: (session: ImageSession) => unknown): void {
    const { session, onError } = this.#settings();
    try {
      change(session);
    } catch (error) {
      (onError ?? reportError)(error);
    }
  }
}
