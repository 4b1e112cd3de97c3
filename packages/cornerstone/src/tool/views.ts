import { Enums, eventTarget, type Types } from '@cornerstonejs/core';
import { isMedicoSamError } from '@medicosam/core';
import type { SliceSessions } from '../session/slice-sessions.js';
import { viewedSliceOf } from '../viewport/viewed-slice-of.js';
import { announce, announceError, type MedicoSamStatus, statusOf } from './status.js';
import { View } from './view.js';

const { ELEMENT_DISABLED, IMAGE_VOLUME_LOADING_COMPLETED, DYNAMIC_VOLUME_DIMENSION_GROUP_CHANGED } =
  Enums.Events;
/** What changes slices without their viewports telling of it. */
const VOLUME_EVENTS = [IMAGE_VOLUME_LOADING_COMPLETED, DYNAMIC_VOLUME_DIMENSION_GROUP_CHANGED];

/** The viewports that a tool works in, each with the slice that it shows and that slice's session. */
export class Views {
  readonly #views = new Map<HTMLDivElement, View>();
  readonly #sessions: SliceSessions;
  /** Told of each change that is to be seen. */
  readonly #redraw: (view: View) => void;
  /** Told of a viewport that shows another slice under the pointer. */
  readonly #onRest: (view: View) => void;
  readonly #onVolume = () => {
    for (const view of this.all) this.refresh(view);
  };
  readonly #onDisabled = (event: Event) => {
    const { element } = (event as CustomEvent<{ element: HTMLDivElement }>).detail;
    const view = this.#views.get(element);
    if (view) this.#remove(view);
  };

  constructor(sessions: SliceSessions, redraw: (view: View) => void, onRest: (view: View) => void) {
    this.#sessions = sessions;
    this.#redraw = redraw;
    this.#onRest = onRest;
  }

  get(element: HTMLDivElement): View | undefined {
    return this.#views.get(element);
  }

  get all(): readonly View[] {
    return [...this.#views.values()];
  }

  /** The view of a viewport, made when the tool is first used in it. */
  open(viewport: Types.IViewport, element: HTMLDivElement): View {
    const known = this.#views.get(element);
    if (known?.viewport === viewport) return known;
    if (known) this.#remove(known);
    if (this.#views.size === 0) this.#listen();
    const view = new View(viewport, element, {
      onSlice: () => this.refresh(view),
      onPointerLeft: () => {
        view.pointer = undefined;
        view.session?.session.prompts?.hover();
      },
    });
    this.#views.set(element, view);
    this.refresh(view);
    return view;
  }

  /** Looks which slice a viewport shows, and leaves the one before. */
  refresh(view: View): void {
    const { slice: before, refusal } = view;
    this.#read(view);
    const { slice } = view;
    if (slice?.key === before?.key && view.refusal?.message === refusal?.message) return;
    view.cancel();
    view.follow(slice && this.#sessions.get(slice.key), () => this.#changed(view));
    if (before && !this.#isViewed(before.key)) this.#sessions.leave(before.key);
    if (view.session?.hasPrompts) view.session.resume();
    this.#changed(view);
    if (view.pointer) this.#onRest(view);
  }

  /** The session of the slice that a viewport shows, which begins to encode; undefined while there is no slice. */
  openSession(view: View): View['session'] {
    this.refresh(view);
    const { slice } = view;
    if (!slice) {
      announce(this.status(view));
      return undefined;
    }
    try {
      const session = this.#sessions.open(slice, new Set(this.all.flatMap(({ slice }) => slice?.key ?? [])));
      for (const one of this.all) {
        if (one.slice?.key === slice.key) one.follow(session, () => this.#changed(one));
      }
      this.#changed(view);
      return session;
    } catch (error) {
      this.fail(view, error);
      return undefined;
    }
  }

  /** What the tool is at in a viewport. */
  status(view: View): MedicoSamStatus {
    const status = statusOf(view.viewport.id, view.session?.session.getSnapshot());
    if (view.refusal) return { ...status, status: 'error', error: view.refusal };
    return view.slice ? status : { ...status, status: 'waiting' };
  }

  /** Tells of an error that is no session's. */
  fail(view: View, error: unknown): void {
    const told = asError(error);
    announce({ ...this.status(view), status: 'error', error: told });
    this.#tell(view, told);
  }

  /** Lets go of all viewports and sessions. */
  clear(): void {
    for (const view of this.all) this.#remove(view);
  }

  #read(view: View): void {
    view.slice = undefined;
    view.refusal = undefined;
    try {
      view.slice = viewedSliceOf(view.viewport);
    } catch (error) {
      view.refusal = asError(error);
    }
  }

  #isViewed(key: string): boolean {
    return this.all.some(({ slice }) => slice?.key === key);
  }

  #changed(view: View): void {
    const status = this.status(view);
    announce(status);
    if (status.error) this.#tell(view, status.error);
    this.#redraw(view);
  }

  #tell(view: View, error: Error): void {
    const { toldError } = view;
    view.toldError = error;
    // The same mistake is told once, not at each move of the pointer.
    const isKnown = toldError === error || (isMedicoSamError(error) && toldError?.message === error.message);
    if (!isKnown) announceError(error);
  }

  #remove(view: View): void {
    this.#views.delete(view.element);
    view.dispose();
    if (view.slice && !this.#isViewed(view.slice.key)) this.#sessions.leave(view.slice.key);
    if (this.#views.size > 0) return;
    // Nothing tells a tool that its group or its viewports are no more.
    this.#sessions.clear();
    eventTarget.removeEventListener(ELEMENT_DISABLED, this.#onDisabled);
    for (const name of VOLUME_EVENTS) eventTarget.removeEventListener(name, this.#onVolume);
  }

  #listen(): void {
    eventTarget.addEventListener(ELEMENT_DISABLED, this.#onDisabled);
    for (const name of VOLUME_EVENTS) eventTarget.addEventListener(name, this.#onVolume);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
