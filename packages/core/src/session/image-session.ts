import { isMedicoSamError, MedicoSamError } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import type { Predictor } from '../predictor/predictor.js';
import { checkThreshold } from './check-threshold.js';
import { createHistory, type SessionHistory } from './history.js';
import { IDLE_IMAGE_SNAPSHOT, type ImageSnapshot } from './image-snapshot.js';
import { ImageWork, type SetImageOptions } from './image-work.js';
import { ObjectList } from './object-list.js';
import { PromptSession, type PromptSessionOptions } from './prompt-session.js';
import { idlePrompts, type PromptSnapshot } from './prompt-snapshot.js';
import type { NewObject, SegmentedObject } from './segmented-object.js';
import type { ObjectOrigin } from './session-record.js';
import { type PredictorSnapshot, type PredictorSource, SharedPredictor } from './shared-predictor.js';
import { createStore, type Store } from './store.js';
import { checkTarget, isSameTarget, type Target } from './target.js';
import { toError } from './to-error.js';
import { until } from './until.js';

/** What an {@link ImageSession} works with. */
export interface ImageSessionOptions extends PromptSessionOptions {
  readonly predictor: PredictorSource;
  /** Where commits go; a list of its own when absent. */
  readonly objects?: ObjectList | undefined;
  /** How images are normalised that name no normalisation; see `parseNormalisation`. */
  readonly normalisation?: string | undefined;
  /** Whether the predictor is disposed of with the session; it stays its maker's by default, and where it is shared. */
  readonly ownsPredictor?: boolean | undefined;
}

/** What a commit makes of the mask. */
export interface CommitOptions extends Pick<NewObject, 'label' | 'colorIndex' | 'locked'> {
  /** The id of an object on the same target whose mask is replaced. */
  readonly into?: string | undefined;
}

/**
 * A predictor and an image become prompts and objects: loads, encodes, answers and says in its snapshot what it is at.
 * An image is compared by identity; going on to another aborts the encoding before it and frees its embedding.
 * Nothing it does rejects unhandled. A store in the sense of `useSyncExternalStore`.
 *
 * @example
 * const session = new ImageSession({ predictor: () => loadPredictor({ model: tiny, backend: onnxWeb() }) });
 * session.subscribe(() => draw(session.getSnapshot()));
 * session.setImage(image);
 * session.prompts?.addPoint({ x: 120, y: 88, label: 1 });   // answered when the image is encoded
 * await session.settled();
 * session.commit({ label: 'left kidney' });
 */
export class ImageSession implements Store<ImageSnapshot> {
  readonly history: SessionHistory;
  readonly objects: ObjectList;
  readonly #store = createStore<ImageSnapshot>({ ...IDLE_IMAGE_SNAPSHOT });
  readonly #options: ImageSessionOptions;
  readonly #slot: SharedPredictor;
  /** From when the session hears of changes elsewhere. One that was made and never used is held by nobody. */
  #unsubscribes: readonly (() => void)[] | undefined;
  #slotError: Error | undefined;
  #work: ImageWork | undefined;
  #prompts: PromptSession | undefined;
  /** An image of which nothing could be begun. */
  #refused: (Pick<ImageWork, 'image' | 'options'> & { readonly error: Error }) | undefined;
  #isHeld = false;
  #isDisposed = false;

  /**
   * @throws MedicoSamError `INVALID_ARGUMENT` when `objects` and `history` are given and do not belong together, or for
   *   a threshold that is not finite.
   */
  constructor(options: ImageSessionOptions) {
    const { objects, history = objects?.history ?? createHistory() } = options;
    if (objects && objects.history !== history) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: 'A session and its list of objects have one history, got two.',
        hint: 'Give the history to the list alone: new ObjectList({ history }).',
      });
    }
    checkThreshold(options.threshold);
    this.#options = options;
    this.history = history;
    this.objects = objects ?? new ObjectList({ history });
    const { predictor } = options;
    // By shape: one of another copy of this package is shared as well.
    this.#slot = 'getSnapshot' in predictor ? predictor : new SharedPredictor(predictor);
    this.#publish();
  }

  /** Calls `listener` after each change, until the function that it returns is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#watch();
    return this.#store.subscribe(listener);
  };

  /** What the session is at: immutable, and the same object until a change. */
  readonly getSnapshot = (): ImageSnapshot => {
    if (!this.#unsubscribes) this.#publish();
    return this.#store.getSnapshot();
  };

  /** Whether `dispose` was called: the session can do no more. */
  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** The prompts of the object that is being made; undefined without an image. Another one after `setImage`. */
  get prompts(): PromptSession | undefined {
    return this.#prompts;
  }

  /** The predictor, once it is there. */
  get predictor(): Predictor | undefined {
    return this.#slot.getSnapshot().predictor;
  }

  /** How the prompts so far make their mask, as commits and records hold it; undefined without prompts. */
  get origin(): ObjectOrigin | undefined {
    const embedding = this.#work?.embedding;
    const rounds = this.#prompts?.rounds() ?? [];
    const manifest = this.predictor?.info.manifest;
    if (!this.#work || !embedding || !manifest || rounds.length === 0) return undefined;
    const { width, height } = embedding.transform.original;
    return {
      image: { hash: this.#work.hash ?? null, width, height },
      model: { id: manifest.id, hash: manifest.hash },
      normalisation: embedding.normalisation,
      threshold: this.#prompts?.threshold ?? 0,
      rounds,
    };
  }

  /** Begins to load the predictor before there is an image. @throws MedicoSamError `DISPOSED`. */
  load(): void {
    this.#requireLive();
    this.#watch();
    this.#slot.get().catch(() => {});
    this.#publish();
  }

  /**
   * Goes on to an image, or to none. The same image with the same normalisation, or given again without options, is
   * left as it is, but for its target. What is wrong with an image is in the snapshot.
   *
   * @throws MedicoSamError `DISPOSED`; `INVALID_ARGUMENT` for a target that is none.
   */
  setImage(image: PixelImage | null | undefined, options: SetImageOptions = {}): void {
    this.#requireLive();
    this.#watch();
    const { target } = options;
    if (target) checkTarget(target);
    if ((image ?? undefined) === this.#shownImage && !this.#isOtherwise(options)) {
      const known = this.#work?.target;
      if (this.#work && target && !(known && isSameTarget(known, target))) this.#work.target = target;
      this.#publish();
      return;
    }
    this.#hold(() => {
      this.#leave();
      if (image) this.#start(image, options);
    });
  }

  /**
   * Says what the image is to later commits.
   *
   * @throws MedicoSamError `DISPOSED`; `INVALID_ARGUMENT` without an image, or for a target that is none.
   */
  setTarget(target: Target): void {
    this.#requireLive();
    checkTarget(target);
    if (!this.#work) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: 'A target names the image of a session, and this one has no image.',
      });
    }
    this.#work.target = target;
    this.#publish();
  }

  /**
   * Makes the mask an object of the list and takes the prompts back, in one step.
   *
   * @returns the object; undefined, and nothing is done, while the mask is not that of the prompts as they are (the
   *   status is not `ready`, see `settled`) or there is none.
   * @throws MedicoSamError `DISPOSED`; `INVALID_ARGUMENT` as `ObjectList.add` and `update`, or when `into` is on
   *   another target.
   */
  commit({ into, ...chosen }: CommitOptions = {}): SegmentedObject | undefined {
    this.#requireLive();
    const { status, mask } = this.#prompts?.getSnapshot() ?? idlePrompts();
    const target = this.#work?.target;
    if (status !== 'ready' || !mask || !target) return undefined;
    const made = { ...chosen, mask: mask.toRLE(), origin: this.origin };
    const previous = into === undefined ? undefined : this.objects.get(into);
    if (previous && !isSameTarget(previous.target, target)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `The object ${previous.id} is on another image than the mask that is to replace its own.`,
      });
    }
    return this.#hold(() =>
      this.history.group('commit', () => {
        const object =
          into === undefined ? this.objects.add({ ...made, target }) : this.objects.update(into, made);
        this.#prompts?.reset();
        return object;
      }),
    );
  }

  /** Takes all prompts back, in one step. Objects stay. */
  reset(): void {
    this.#prompts?.reset();
  }

  /** Undoes the last step of the history, which others may share; false where there is none. */
  undo(): boolean {
    return this.#hold(() => this.history.undo());
  }

  /** Does the last undone step again; false where there is none. */
  redo(): boolean {
    return this.#hold(() => this.history.redo());
  }

  /**
   * Tries again what failed. A predictor that could not be loaded, or is no more, is loaded again where a function
   * loads it; an image is encoded again, without the prompts that were given meanwhile.
   */
  retry(): void {
    const { error } = this.getSnapshot();
    if (!error || this.#isDisposed) return;
    const isLost = this.#slotError !== undefined || isMedicoSamError(error, 'REALM_LOST', 'DISPOSED');
    const work = this.#work;
    if (isLost) this.#slot.reset(work?.predictor);
    // Begun anew already, as with every session of a shared predictor.
    if (this.#work !== work) return;
    const failed = this.#refused ?? (isLost || this.#work?.error ? this.#work : undefined);
    if (failed) this.#restart(failed, isLost);
    else if (isLost) this.load();
    else this.#prompts?.retry();
  }

  /** The snapshot once nothing is loaded, encoded or predicted. Never rejects: an error is in the snapshot. */
  settled(): Promise<ImageSnapshot> {
    return until(this, ({ status }) => !['loading', 'encoding', 'predicting'].includes(status));
  }

  /** Aborts what is under way and frees the embedding. List and history stay. May be called twice. Never rejects. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#hold(() => this.#leave());
    this.#isDisposed = true;
    for (const unsubscribe of this.#unsubscribes ?? []) unsubscribe();
    this.#unsubscribes ??= [];
    this.#store.set({ ...IDLE_IMAGE_SNAPSHOT });
    if (this.#slot === this.#options.predictor) return;
    this.#slot.abort();
    const { status } = this.#slot.getSnapshot();
    if (!this.#options.ownsPredictor || (status !== 'ready' && status !== 'loading')) return;
    // One that fails to come, or to end, leaves nothing to free.
    await this.#slot
      .get()
      .then((predictor) => predictor.dispose())
      .catch(() => {});
  }

  #watch(): void {
    if (this.#unsubscribes || this.#isDisposed) return;
    this.#unsubscribes = [this.#slot, this.history, this.objects].map(({ subscribe }) =>
      subscribe(() => this.#publish()),
    );
  }

  get #shownImage(): PixelImage | undefined {
    return (this.#work ?? this.#refused)?.image;
  }

  /** Whether options ask for another encoding than the one there is. */
  #isOtherwise({ normalisation, embedding }: SetImageOptions): boolean {
    const { options } = this.#work ?? this.#refused ?? {};
    return (
      (normalisation !== undefined && normalisation !== options?.normalisation) ||
      (embedding !== undefined && embedding !== options?.embedding)
    );
  }

  #start(image: PixelImage, options: SetImageOptions): void {
    const { normalisation = this.#options.normalisation } = options;
    try {
      const work = new ImageWork(image, { ...options, normalisation }, () => this.#publish());
      this.#work = work;
      const ready = work.encode(this.#slot.get());
      const { threshold, candidates } = this.#options;
      const prompts = new PromptSession(
        { size: { width: image.width, height: image.height }, ready },
        { history: this.history, threshold, candidates },
      );
      this.#prompts = prompts;
      prompts.subscribe(() => this.#publish());
    } catch (error) {
      this.#refused = { image, options, error: toError(error) };
    }
  }

  #restart({ image, options }: Pick<ImageWork, 'image' | 'options'>, isLost: boolean): void {
    const target = this.#work?.target ?? options.target;
    // One of a predictor that is no more is of no use.
    const embedding = isLost ? undefined : options.embedding;
    this.#hold(() => {
      this.#leave();
      this.#start(image, { ...options, target, embedding });
    });
  }

  #leave(): void {
    this.#prompts?.dispose();
    this.#work?.end();
    this.#prompts = undefined;
    this.#work = undefined;
    this.#refused = undefined;
  }

  /** Tells listeners once of all that `change` does. */
  #hold<T>(change: () => T): T {
    const wasHeld = this.#isHeld;
    this.#isHeld = true;
    try {
      return change();
    } finally {
      this.#isHeld = wasHeld;
      this.#publish();
    }
  }

  #publish(): void {
    if (this.#isHeld || this.#isDisposed) return;
    const failure = this.#slotError;
    const slot = this.#slot.getSnapshot();
    this.#slotError = slot.error;
    // Another session of a shared predictor tries again.
    if (failure && !slot.error && this.#work?.error === failure) this.#restart(this.#work, true);
    else this.#show(slot);
  }

  #show(slot: PredictorSnapshot): void {
    const prompts = this.#prompts?.getSnapshot() ?? idlePrompts();
    const { canUndo, canRedo } = this.history.getSnapshot();
    const error = slot.error ?? this.#refused?.error ?? this.#work?.error ?? prompts.error;
    const status = error ? 'error' : this.#status(slot, prompts);
    this.#store.set({
      ...prompts,
      canUndo,
      canRedo,
      status,
      error,
      progress: { loading: slot.progress, encoding: this.#work?.progress }[status as string],
      image: this.#shownImage,
      target: this.#work?.target,
      warnings: this.#work?.embedding?.warnings ?? IDLE_IMAGE_SNAPSHOT.warnings,
      objects: this.objects.getSnapshot().objects,
      // Each status comes with its fields: an image there is from `encoding` on, an error with `error`.
    } as ImageSnapshot);
  }

  #status(slot: PredictorSnapshot, prompts: PromptSnapshot): ImageSnapshot['status'] {
    if (slot.status === 'loading') return 'loading';
    if (!this.#work) return 'idle';
    if (!this.#work.embedding) return 'encoding';
    return prompts.status === 'predicting' ? 'predicting' : 'ready';
  }

  #requireLive(): void {
    if (!this.#isDisposed) return;
    throw new MedicoSamError('DISPOSED', {
      message: 'The session was disposed of.',
      hint: 'Make a new one; the list of objects and the history can be handed to it.',
    });
  }
}
