import type { ImageSession } from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { ValueWindow } from '../images/value-window.js';
import type { VolumeFacts } from '../images/volume-facts.js';
import type { ModelInUse } from '../models/model-in-use.js';
import type { ModelShelf } from '../models/model-shelf.js';
import { download } from '../page/download.js';
import { createValue, type Value } from '../page/value.js';
import { type ResultKind, stemOf } from '../results/result-names.js';
import { resultsOf } from '../results/results-of.js';
import { ActiveObject } from './active-object.js';
import type { OpenDocument } from './document.js';
import { ImageFiles } from './image-files.js';
import { LabelFiles } from './label-files.js';
import type { ListedObject } from './listed-objects.js';
import { errorNotice, isAbort, type Notice } from './notice.js';
import { SessionFiles } from './session-files.js';
import { ShownWindow } from './shown-window.js';
import { SliceView } from './slice-view.js';
import { Tasks } from './tasks.js';

/** What an {@link Annotation} works with. */
interface AnnotationParts {
  readonly session: ImageSession;
  readonly images: ImageClient;
  readonly model: ModelInUse;
  readonly shelf: Pick<ModelShelf, 'add'>;
  readonly notice: Value<Notice | undefined>;
}

/**
 * What the page does beside its session: files in and out, the window, notices. Components read the values and call the
 * methods, none of which rejects or throws: what fails becomes a notice.
 */
export class Annotation {
  readonly document: Value<OpenDocument | undefined> = createValue<OpenDocument | undefined>(undefined);
  readonly notice: Value<Notice | undefined>;
  /** Objects that are not drawn, by key. */
  readonly hidden: Value<ReadonlySet<string>> = createValue<ReadonlySet<string>>(new Set());
  /** Which slice is seen. */
  readonly view: SliceView;
  readonly active: ActiveObject;
  readonly files: ImageFiles;
  readonly labels: LabelFiles;
  readonly sessions: SessionFiles;
  readonly tasks = new Tasks((notice) => this.notice.set(notice));
  readonly #session: ImageSession;
  readonly #images: ImageClient;
  readonly #model: ModelInUse;
  readonly #window: ShownWindow;

  constructor({ session, images, model, shelf, notice }: AnnotationParts) {
    const { document, tasks, refuse } = this;
    this.notice = notice;
    this.#session = session;
    this.#images = images;
    this.#model = model;
    this.#window = new ShownWindow(document, images);
    const view = new SliceView({ document, session, images, slices: model.slices, refuse });
    const active = new ActiveObject(session, document);
    const workplace = { session, images, document, notice, tasks, view, active };
    const labels = new LabelFiles(workplace);
    const sessions = new SessionFiles(workplace);
    this.view = view;
    this.active = active;
    this.labels = labels;
    this.sessions = sessions;
    this.files = new ImageFiles(workplace, { labels, sessions, shelf });
  }

  /** Whether there are slices or frames to go through. */
  get hasSlices(): boolean {
    const { volume } = this.document.getSnapshot() ?? {};
    return volume !== undefined && (volume.name !== undefined || frameCount(volume) > 1);
  }

  /** Goes on by so many slices, or frames where there is one slice alone. */
  step(by: number): void {
    const { volume } = this.document.getSnapshot() ?? {};
    if (!volume) return;
    if (volume.name !== undefined) {
      this.view.step(by);
      return;
    }
    const frame = Math.min(frameCount(volume) - 1, Math.max(0, volume.frame + by));
    if (frame !== volume.frame) void this.files.choose({ item: volume.item, frame });
  }

  /** Hands the reader the kept objects, or else the mask that there is, as files. */
  async exportResults(kind: ResultKind): Promise<void> {
    const shown = this.document.getSnapshot();
    const objects = resultsOf(this.#session);
    if (!shown || objects.length === 0) return;
    const { axis, index } = shown.place;
    const isSlice = shown.volume.name !== undefined;
    const fileName = isSlice ? `${stemOf(shown.fileName)}.${axis}${index}.png` : shown.fileName;
    const files = await this.tasks.perform({
      label: 'Writing the results',
      failure: 'The results could not be written',
      run: () => this.#images.run('export', { kind, fileName, objects }),
    });
    for (const file of files ?? []) download(file);
  }

  toggleObject(id: string): void {
    const hidden = new Set(this.hidden.getSnapshot());
    if (!hidden.delete(id)) hidden.add(id);
    this.hidden.set(hidden);
  }

  /** Shows the image in another window; what the model gets stays as it is. */
  async setWindow(window: ValueWindow): Promise<void> {
    try {
      await this.#window.set(window);
    } catch (error) {
      this.notice.set(errorNotice('The image could not be shown in this window', error));
    }
  }

  /** Shows the image in a window that was chosen, and has the model see it so; undefined leaves that to the model. */
  async chooseWindow(window: ValueWindow | undefined): Promise<void> {
    this.view.setModelWindow(window);
    const first = this.document.getSnapshot()?.range?.first;
    const shown = window ?? first;
    if (shown) await this.setWindow(shown);
  }

  /** Ends what is under way. An image that is not encoded yet is closed: there is nothing to annotate on it. */
  readonly cancel = (): void => {
    this.tasks.cancel();
    const { status } = this.#session.getSnapshot();
    if (status !== 'loading' && status !== 'encoding') return;
    this.#model.predictor.abort();
    this.view.open('', undefined);
  };

  /** Makes the mask an object, or part of the one that is active. */
  readonly keep = (): void => this.attempt(() => this.active.keep());

  /** Lets the next mask begin an object. */
  readonly beginObject = (): void => this.active.begin();

  /** Makes an object of the volume the one that masks are added to, and shows a slice that it is on. */
  goOnWith(object: Pick<ListedObject, 'colorIndex' | 'parts'>): void {
    void this.view.goTo(this.active.goOnWith(object, this.view.place.getSnapshot()));
  }

  /** Undoes the last step, or does it again, and shows the slice that it was on. */
  travel(direction: 'undo' | 'redo'): void {
    this.attempt(() => {
      const place = this.active.travel(direction);
      if (place) void this.view.goTo(place);
    });
  }

  /**
   * Goes on with the model that was chosen, which is loaded when there is an image. Objects stay as they are; the image is
   * encoded again, and prompts that were not kept are asked again.
   */
  readonly changeModel = async (): Promise<void> => {
    const session = this.#session;
    this.notice.set(undefined);
    if (this.tasks.current.getSnapshot()?.usesModel) await this.tasks.withoutModel();
    const { target } = session.getSnapshot();
    const rounds = session.prompts?.rounds() ?? [];
    session.setImage(undefined);
    this.#model.leave();
    this.view.annotate(rounds, target);
  };

  readonly retry = (): void => {
    this.notice.set(undefined);
    this.#session.retry();
  };

  /** Does something to the session or its objects. */
  attempt(change: () => unknown): void {
    try {
      change();
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Says why something was not done. */
  readonly refuse = (error: unknown): void => this.notice.set(errorNotice('That cannot be done', error));

  /** Says what failed in the session. */
  tell(error: Error | undefined): void {
    if (!error || isAbort(error)) return;
    const title = this.#session.predictor
      ? 'The object could not be segmented'
      : 'The model could not be loaded';
    this.notice.set(errorNotice(title, error, true));
  }
}

const frameCount = ({ items, item }: VolumeFacts): number => items[item]?.frames?.count ?? 1;
