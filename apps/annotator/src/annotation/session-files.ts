import { readSessionRecord, recordSession, type SessionRecord, type Target } from '@medicosam/core';
import { download } from '../page/download.js';
import { createValue, type Value } from '../page/value.js';
import { stemOf } from '../results/result-names.js';
import { errorNotice, waitingNotice } from './notice.js';
import { partOnImage } from './part-on-image.js';
import { replayNotice, replayRecord } from './replay-record.js';
import { resumePrompts } from './resume-prompts.js';
import type { Workplace } from './workplace.js';

/** Sessions as files. No method rejects: what fails becomes a notice. */
export class SessionFiles {
  /** What replaying said of objects, by id. */
  readonly replayed: Value<ReadonlyMap<string, number>> = createValue<ReadonlyMap<string, number>>(new Map());
  readonly #at: Workplace;
  /** A record that waits for its image. */
  #pending: SessionRecord | undefined;

  constructor(workplace: Workplace) {
    this.#at = workplace;
  }

  /** Replays a session on what is open, or on what is opened next. */
  readonly open = async (file: File): Promise<void> => {
    const { notice, document } = this.#at;
    notice.set(undefined);
    let record: SessionRecord;
    try {
      record = readSessionRecord(await file.text());
    } catch (error) {
      notice.set(errorNotice('The session could not be opened', error));
      return;
    }
    if (document.getSnapshot()) return this.#replay(record);
    this.#pending = record;
    notice.set(waitingNotice(record.commits.length));
  };

  /** Replays the session that waited for its image. */
  async openWaiting(): Promise<void> {
    const record = this.#pending;
    this.#pending = undefined;
    if (record) await this.#replay(record);
  }

  readonly save = (): void => {
    const { fileName } = this.#at.document.getSnapshot() ?? {};
    if (fileName === undefined) return;
    const content = JSON.stringify(recordSession(this.#at.session), null, 1);
    download({ name: `${stemOf(fileName)}.session.json`, type: 'application/json', content });
  };

  async #replay(record: SessionRecord): Promise<void> {
    const { tasks, notice } = this.#at;
    const replayed = await tasks.perform({
      label: 'Replaying the session',
      failure: 'The session could not be replayed',
      usesModel: true,
      run: (signal) => this.#perform(record, signal),
    });
    if (!replayed) return;
    this.replayed.set(new Map([...this.replayed.getSnapshot(), ...replayed.ious]));
    notice.set(replayNotice(replayed, replayed.elsewhere));
  }

  async #perform(record: SessionRecord, signal: AbortSignal) {
    const { session, document, view } = this.#at;
    const shown = document.getSnapshot();
    if (!shown) return undefined;
    const { image, volume } = shown;
    // Before the model is waited for.
    const here = await partOnImage(record, image, volume.name);
    await session.settled();
    signal.throwIfAborted();
    const { predictor } = session;
    if (!predictor) return undefined;
    const imageOf = (slice: Target['slice']) => (slice ? view.read(slice, volume) : image);
    const done = await replayRecord(here, session, { predictor, image: imageOf, signal });
    if (here.prompts) {
      const { target, origin } = here.prompts;
      if (target.image === volume.name && target.slice) await view.goTo(target.slice);
      await resumePrompts(session, origin.rounds);
    }
    return { ...done, elsewhere: record.commits.length - here.commits.length };
  }
}
