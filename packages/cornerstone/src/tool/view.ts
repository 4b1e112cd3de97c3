import { Enums, type Types } from '@cornerstonejs/core';
import type { SliceSession } from '../session/slice-session.js';
import type { ViewedSlice } from '../slice/viewed-slice.js';

const { STACK_NEW_IMAGE, VOLUME_NEW_IMAGE, CAMERA_MODIFIED, VOLUME_VIEWPORT_NEW_VOLUME } = Enums.Events;

/** What a view tells of itself. */
export interface ViewListener {
  /** The viewport may show another slice. */
  onSlice(view: View): void;
  /** The pointer left the viewport. */
  onPointerLeft(view: View): void;
}

/** A viewport that the tool works in, and what it shows. */
export class View {
  readonly viewport: Types.IViewport;
  readonly element: HTMLDivElement;
  /** For the nodes that it draws. */
  readonly uid = crypto.randomUUID();
  slice: ViewedSlice | undefined;
  /** Why the viewport has no slices. */
  refusal: Error | undefined;
  session: SliceSession | undefined;
  /** The slice that was shown when a mouse button went down: Cornerstone tells of it 400 ms later. */
  pressedOn: string | undefined;
  /** Where the pointer is over it, CSS pixels of the canvas. */
  pointer: Types.Point2 | undefined;
  /** Where the mask under the pointer was asked for last. */
  hovered: Types.Point2 | undefined;
  /** The box that is being dragged. */
  dragged: readonly [from: Types.Point2, to: Types.Point2] | undefined;
  /** The error that was told of last: each is told once. */
  toldError: Error | undefined;
  /** Ends what follows the session, the pointer and the clock. */
  unsubscribe: (() => void) | undefined;
  stopPress: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #controller = new AbortController();

  constructor(viewport: Types.IViewport, element: HTMLDivElement, listener: ViewListener) {
    this.viewport = viewport;
    this.element = element;
    const { signal } = this.#controller;
    for (const name of [STACK_NEW_IMAGE, VOLUME_NEW_IMAGE, CAMERA_MODIFIED, VOLUME_VIEWPORT_NEW_VOLUME]) {
      element.addEventListener(name, () => listener.onSlice(this), { signal });
    }
    const onPress = () => {
      this.pressedOn = this.slice?.key;
    };
    for (const name of ['mousedown', 'touchstart']) {
      element.addEventListener(name, onPress, { signal, capture: true, passive: true });
    }
    element.addEventListener('mouseleave', () => listener.onPointerLeft(this), { signal });
  }

  /** Runs `then` when nothing has called this again for so long. */
  afterRest(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      then();
    }, ms);
  }

  /** Whether something is to be done after a rest. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Follows a session, or none. */
  follow(session: SliceSession | undefined, onChange: () => void): void {
    if (this.session === session) return;
    this.unsubscribe?.();
    this.session = session;
    this.hovered = undefined;
    this.unsubscribe = session?.session.subscribe(onChange);
  }

  /** Ends the press and what would be begun after a rest. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.stopPress?.();
    this.stopPress = undefined;
    this.dragged = undefined;
  }

  dispose(): void {
    this.cancel();
    this.unsubscribe?.();
    this.#controller.abort();
  }
}
