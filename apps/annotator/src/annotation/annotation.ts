import { type ImageSession, readSessionRecord, recordSession, type SessionRecord } from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { ValueWindow } from '../images/value-window.js';
import { isCheckpoint } from '../models/checkpoint-file.js';
import type { ModelInUse } from '../models/model-in-use.js';
import type { ModelShelf } from '../models/model-shelf.js';
import { download } from '../page/download.js';
import { createValue, type Value } from '../page/value.js';
import { type ResultKind, stemOf } from '../results/result-names.js';
import { resultsOf } from '../results/results-of.js';
import type { OpenDocument } from './document.js';
import { errorNotice, isAbort, type Notice, waitingNotice } from './notice.js';
import { partOnImage } from './part-on-image.js';
import { replayNotice, replayRecord } from './replay-record.js';
import { resumePrompts } from './resume-prompts.js';
import { ShownWindow } from './shown-window.js';
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
  /** Objects that are not drawn, by id. */
  readonly hidden: Value<ReadonlySet<string>> = createValue<ReadonlySet<string>>(new Set());
  /** What replaying said of objects, by id. */
  readonly replayed: Value<ReadonlyMap<string, number>> = createValue<ReadonlyMap<string, number>>(new Map());
  readonly tasks = new Tasks((notice) => this.notice.set(notice));
  readonly #session: ImageSession;
  readonly #images: ImageClient;
  readonly #model: ModelInUse;
  readonly #shelf: Pick<ModelShelf, 'add'>;
  readonly #window: ShownWindow;
  /** A record that waits for its image. */
  #pending: SessionRecord | undefined;

  constructor({ session, images, model, shelf, notice }: AnnotationParts) {
    this.notice = notice;
    this.#session = session;
    this.#images = images;
    this.#model = model;
    this.#shelf = shelf;
    this.#window = new ShownWindow(this.document, images);
  }

  /** Opens images, sessions and checkpoints by their kind; of several of a kind, the first. */
  readonly openFiles = async (files: readonly File[]): Promise<void> => {
    const isSession = ({ name, type }: File) => type === 'application/json' || /\.json$/i.test(name);
    const checkpoint = files.find(isCheckpoint);
    const image = files.find((file) => !isSession(file) && !isCheckpoint(file));
    const session = files.find(isSession);
    // It is long in coming, and none of the others needs it.
    if (checkpoint) void this.#shelf.add(checkpoint);
    if (image) await this.openImage(image);
    if (session) await this.openSession(session);
  };

  readonly openImage = async (file: File): Promise<void> => {
    this.notice.set(undefined);
    const opened = await this.tasks.perform({
      label: `Opening ${file.name}`,
      failure: 'The image could not be opened',
      run: () => this.#images.run('open', file),
    });
    if (!opened) return;
    const { image, bitmap, range } = opened;
    this.#show({ fileName: file.name, image, bitmap, range, window: range?.first });
    this.#session.setImage(image);
    // A model that could not be loaded, or was not wanted, gets another chance.
    if (this.#session.getSnapshot().status === 'error') this.retry();
    const record = this.#pending;
    this.#pending = undefined;
    if (record) await this.#replay(record);
  };

  readonly openSession = async (file: File): Promise<void> => {
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
  };

  saveSession(): void {
    const { fileName } = this.document.getSnapshot() ?? {};
    if (fileName === undefined) return;
    const content = JSON.stringify(recordSession(this.#session), null, 1);
    download({ name: `${stemOf(fileName)}.session.json`, type: 'application/json', content });
  }

  /** Hands the reader the kept objects, or else the mask that there is, as files. */
  async exportResults(kind: ResultKind): Promise<void> {
    const { fileName } = this.document.getSnapshot() ?? {};
    const objects = resultsOf(this.#session);
    if (fileName === undefined || objects.length === 0) return;
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

  /** Ends what is under way. An image that is not encoded yet is closed: there is nothing to annotate on it. */
  readonly cancel = (): void => {
    this.tasks.cancel();
    const { status } = this.#session.getSnapshot();
    if (status !== 'loading' && status !== 'encoding') return;
    this.#model.predictor.abort();
    this.#show(undefined);
    this.#session.setImage(undefined);
  };

  /**
   * Goes on with the model that was chosen, which is loaded when there is an image. Objects stay as they are; the image is
   * encoded again, and prompts that were not kept are asked again.
   */
  readonly changeModel = async (): Promise<void> => {
    const session = this.#session;
    this.notice.set(undefined);
    if (this.tasks.current.getSnapshot()?.usesModel) await this.tasks.withoutModel();
    const { image, target } = session.getSnapshot();
    const rounds = session.prompts?.rounds() ?? [];
    session.setImage(undefined);
    this.#model.leave();
    session.setImage(image, { target });
    try {
      await resumePrompts(session, rounds);
    } catch (error) {
      this.refuse(error);
    }
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

  #show(next: OpenDocument | undefined): void {
    const before = this.document.getSnapshot()?.bitmap;
    this.document.set(next);
    // The canvas has the next one by then.
    if (before) requestAnimationFrame(() => before.close());
  }

  async #replay(record: SessionRecord): Promise<void> {
    const session = this.#session;
    const replayed = await this.tasks.perform({
      label: 'Replaying the session',
      failure: 'The session could not be replayed',
      usesModel: true,
      run: async (signal) => {
        const image = this.document.getSnapshot()?.image;
        if (!image) return undefined;
        // Before the model is waited for.
        const here = await partOnImage(record, image);
        await session.settled();
        signal.throwIfAborted();
        const { predictor } = session;
        if (!predictor) return undefined;
        const done = await replayRecord(here, session, { predictor, image, signal });
        return { ...done, elsewhere: record.commits.length - here.commits.length };
      },
    });
    if (!replayed) return;
    this.replayed.set(new Map([...this.replayed.getSnapshot(), ...replayed.ious]));
    this.notice.set(replayNotice(replayed, replayed.elsewhere));
  }
}
