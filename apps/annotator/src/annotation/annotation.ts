import {
  type Box,
  ImageSession,
  type LoadOptions,
  ObjectList,
  readSessionRecord,
  type SegmentedObject,
  type SessionRecord,
} from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { ValueWindow } from '../images/value-window.js';
import { createValue, type Value } from '../page/value.js';
import type { OpenDocument } from './document.js';
import { loadModel } from './load-model.js';
import { errorNotice, isAbort, type Notice, waitingNotice } from './notice.js';
import { partOnImage } from './part-on-image.js';
import { replayNotice, replayRecord } from './replay-record.js';
import { ShownWindow } from './shown-window.js';
import { Tasks } from './tasks.js';

/**
 * What the page is about: an image, core's session on it, and what there is to say. Views read the stores and call the
 * methods, none of which rejects: what fails becomes a notice.
 */
export class Annotation {
  readonly objects = new ObjectList();
  readonly session: ImageSession;
  readonly document: Value<OpenDocument | undefined> = createValue<OpenDocument | undefined>(undefined);
  readonly notice: Value<Notice | undefined> = createValue<Notice | undefined>(undefined);
  /** Objects that are not drawn, by id. */
  readonly hidden: Value<ReadonlySet<string>> = createValue<ReadonlySet<string>>(new Set());
  /** What replaying said of objects, by id. */
  readonly replayed: Value<ReadonlyMap<string, number>> = createValue<ReadonlyMap<string, number>>(new Map());
  readonly tasks = new Tasks((notice) => this.notice.set(notice));
  readonly #images: ImageClient;
  readonly #window: ShownWindow;
  #loading = new AbortController();
  /** A record that waits for its image. */
  #pending: SessionRecord | undefined;
  #toldError: Error | undefined;

  constructor(images: ImageClient) {
    this.#images = images;
    this.#window = new ShownWindow(this.document, images);
    const predictor = (options: LoadOptions) => loadModel(options, this.#loading.signal);
    this.session = new ImageSession({ predictor, objects: this.objects });
    this.session.subscribe(() => this.#tellOfError());
  }

  /** The colour of the object that is being made: the smallest index that no other has. */
  get nextColor(): number {
    const taken = new Set(this.objects.getSnapshot().objects.map(({ colorIndex }) => colorIndex));
    let color = 1;
    while (taken.has(color)) color++;
    return color;
  }

  /** The objects on the image that is open. */
  get objectsHere(): readonly SegmentedObject[] {
    const { target } = this.session.getSnapshot();
    return target ? this.objects.at(target) : [];
  }

  /** Opens images and sessions by their kind; of several of a kind, the first. */
  async openFiles(files: readonly File[]): Promise<void> {
    const isSession = ({ name, type }: File) => type === 'application/json' || /\.json$/i.test(name);
    const image = files.find((file) => !isSession(file));
    const session = files.find(isSession);
    if (image) await this.openImage(image);
    if (session) await this.openSession(session);
  }

  async openImage(file: File): Promise<void> {
    this.notice.set(undefined);
    const opened = await this.tasks.perform({
      label: `Opening ${file.name}`,
      failure: 'The image could not be opened',
      run: () => this.#images.run('open', file),
    });
    if (!opened) return;
    const { image, bitmap, range } = opened;
    this.document.getSnapshot()?.bitmap.close();
    this.document.set({ fileName: file.name, image, bitmap, range, window: range?.first });
    this.session.setImage(image);
    // A model that could not be loaded, or was not wanted, gets another chance.
    if (this.session.getSnapshot().status === 'error') this.retry();
    const record = this.#pending;
    this.#pending = undefined;
    if (record) await this.#replay(record);
  }

  async openSession(file: File): Promise<void> {
    this.notice.set(undefined);
    let record: SessionRecord;
    try {
      record = readSessionRecord(await file.text());
    } catch (error) {
      this.notice.set(errorNotice('The session could not be opened', error));
      return;
    }
    if (this.document.getSnapshot()) return this.#replay(record);
    this.#pending = record;
    this.notice.set(waitingNotice(record.commits.length));
  }

  keepObject(): void {
    this.#do(() => this.session.commit({ colorIndex: this.nextColor }));
  }

  addPoint(x: number, y: number, label: 0 | 1): void {
    this.#do(() => this.session.prompts?.addPoint({ x, y, label }));
  }

  setBox(box: Box): void {
    this.#do(() => this.session.prompts?.setBox(box));
  }

  selectCandidate(index: number): void {
    const { status, candidates } = this.session.getSnapshot();
    if (status === 'ready' && candidates[index]) this.#do(() => this.session.prompts?.selectCandidate(index));
  }

  removeObject(id: string): void {
    this.#do(() => this.objects.remove(id));
  }

  renameObject(id: string, label: string): void {
    this.#do(() => this.objects.rename(id, label));
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

  /** Ends what is under way. An image that is not encoded yet is closed: there is nothing to annotate on it. */
  cancel(): void {
    this.tasks.cancel();
    const { status } = this.session.getSnapshot();
    if (status !== 'loading' && status !== 'encoding') return;
    this.#loading.abort(new DOMException('Loading was cancelled.', 'AbortError'));
    this.#loading = new AbortController();
    this.document.getSnapshot()?.bitmap.close();
    this.document.set(undefined);
    this.session.setImage(undefined);
  }

  retry(): void {
    this.notice.set(undefined);
    this.session.retry();
  }

  async #replay(record: SessionRecord): Promise<void> {
    const replayed = await this.tasks.perform({
      label: 'Replaying the session',
      failure: 'The session could not be replayed',
      run: async (signal) => {
        const image = this.document.getSnapshot()?.image;
        if (!image) return undefined;
        // Before the model is waited for.
        const here = await partOnImage(record, image);
        await this.session.settled();
        signal.throwIfAborted();
        const { predictor } = this.session;
        if (!predictor) return undefined;
        const done = await replayRecord(here, this.session, { predictor, image, signal });
        return { ...done, elsewhere: record.commits.length - here.commits.length };
      },
    });
    if (!replayed) return;
    this.replayed.set(new Map([...this.replayed.getSnapshot(), ...replayed.ious]));
    this.notice.set(replayNotice(replayed, replayed.elsewhere));
  }

  #do(change: () => unknown): void {
    try {
      change();
    } catch (error) {
      this.notice.set(errorNotice('That cannot be done', error));
    }
  }

  #tellOfError(): void {
    const { error } = this.session.getSnapshot();
    if (error === this.#toldError) return;
    this.#toldError = error;
    if (!error || isAbort(error)) return;
    const title = this.session.predictor
      ? 'The object could not be segmented'
      : 'The model could not be loaded';
    this.notice.set(errorNotice(title, error, true));
  }
}
