import {
  ImageSession,
  isMedicoSamError,
  type ObjectList,
  type PixelImage,
  type Predictor,
  type SharedPredictor,
} from '@medicosam/core';
import { PausableEncoding } from './pausable-encoding.js';

/** What the sessions of a tool share. */
export interface SliceSessionOptions {
  readonly predictor: SharedPredictor;
  /** Holds what was accepted; its history hands each step to Cornerstone's. */
  readonly objects: ObjectList;
  readonly normalisation?: string | undefined;
}

/** Core's session on one slice, whose encoding can be left and come back to. */
export class SliceSession {
  readonly key: string;
  readonly session: ImageSession;
  readonly #encoding = new PausableEncoding();
  readonly #shared: SharedPredictor;
  #predictor: Predictor | undefined;

  constructor(key: string, image: PixelImage, { predictor, objects, normalisation }: SliceSessionOptions) {
    this.key = key;
    this.#shared = predictor;
    this.session = new ImageSession({
      predictor: async (options) => {
        this.#predictor = await predictor.get(options);
        return this.#encoding.wrap(this.#predictor);
      },
      objects,
      normalisation,
    });
    this.session.setImage(image);
  }

  /** Whether something would be lost with it. */
  get hasPrompts(): boolean {
    return this.session.getSnapshot().prompts.length > 0;
  }

  /** Whether it still has to encode its slice. */
  get isEncoding(): boolean {
    return ['loading', 'encoding'].includes(this.session.getSnapshot().status);
  }

  /** Goes on with the encoding. */
  resume(): void {
    this.#encoding.resume();
  }

  /** Ends the encoding until it is resumed, and what the pointer shows. */
  pause(): void {
    this.#encoding.pause();
    this.session.prompts?.hover();
  }

  /** Tries again what failed; a predictor that is no more is asked for again. */
  recover(): void {
    const { error } = this.session.getSnapshot();
    const isLost = isMedicoSamError(error, 'REALM_LOST', 'DISPOSED', 'DEVICE_LOST');
    this.#shared.reset(isLost ? this.#predictor : undefined);
    this.session.retry();
  }

  dispose(): void {
    void this.session.dispose();
  }
}
