import { createValue, type Value } from '../page/value.js';
import { errorNotice, isAbort, type Notice } from './notice.js';

/** Something slow that the page does itself, beside what its session does. */
export interface Task {
  readonly label: string;
  /** Whether it asks the model, which then has to stay. */
  readonly usesModel: boolean;
  cancel(): void;
}

/** What is done for a task. */
interface Work<T> {
  readonly label: string;
  /** The title of the notice where it fails. */
  readonly failure: string;
  readonly usesModel?: boolean;
  run(signal: AbortSignal): Promise<T>;
}

/** Slow work of the page, one at a time: what begins ends what was before. */
export class Tasks {
  readonly current: Value<Task | undefined> = createValue<Task | undefined>(undefined);
  readonly #tell: (notice: Notice) => void;

  constructor(tell: (notice: Notice) => void) {
    this.#tell = tell;
  }

  /** What `run` gives; undefined where it fails, which is told, and where it is cancelled. */
  async perform<T>({ label, failure, usesModel = false, run }: Work<T>): Promise<T | undefined> {
    const aborting = new AbortController();
    const { signal } = aborting;
    const leave = () => {
      if (this.current.getSnapshot() === task) this.current.set(undefined);
    };
    const task: Task = {
      label,
      usesModel,
      cancel() {
        aborting.abort(new DOMException(`${label}: cancelled.`, 'AbortError'));
        leave();
      },
    };
    this.cancel();
    this.current.set(task);
    try {
      const done = await run(signal);
      return signal.aborted ? undefined : done;
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.#tell(errorNotice(failure, error));
      return undefined;
    } finally {
      leave();
    }
  }

  cancel(): void {
    this.current.getSnapshot()?.cancel();
  }

  /** Resolves when nothing that is done asks the model. */
  async withoutModel(): Promise<void> {
    while (this.current.getSnapshot()?.usesModel) {
      await new Promise<void>((resolve) => {
        const stop = this.current.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
  }
}
