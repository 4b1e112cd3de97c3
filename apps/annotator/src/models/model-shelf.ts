import type { ModelSource, Progress } from '@medicosam/core';
import type { BrowserHub, PulledModel, RegistryEntry, StorageEstimate } from '@medicosam/hub/browser';
import { tiny } from '@medicosam/model-tiny';
import { isAbort, type Notice } from '../annotation/notice.js';
import { recall, remember } from '../page/remembered.js';
import { createValue, type Value } from '../page/value.js';
import { addCheckpoint } from './add-checkpoint.js';
import type { Adding } from './adding.js';
import { addedNotice, failureNotice, goneNotice, NOT_PERSISTED } from './model-notice.js';
import { keptModel, type ShelfModel, shippedModel } from './shelf-model.js';

/**
 * The models that the page can work with: the one that comes with it, and those that the reader gave it, kept in the
 * browser. Components read the values and call the methods, none of which rejects: what fails becomes a notice.
 */
export class ModelShelf {
  /** The shipped one first; undefined before they were first looked up. */
  readonly models: Value<readonly ShelfModel[] | undefined> = createValue<readonly ShelfModel[] | undefined>(
    undefined,
  );
  /** The name of the chosen one; undefined of the shipped one. */
  readonly chosen: Value<string | undefined> = createValue(recall('model'));
  readonly adding: Value<Adding | undefined> = createValue<Adding | undefined>(undefined);
  readonly space: Value<StorageEstimate | undefined> = createValue<StorageEstimate | undefined>(undefined);
  readonly #hub: BrowserHub;
  readonly #tell: (notice: Notice) => void;

  constructor(hub: BrowserHub, tell: (notice: Notice) => void) {
    this.#hub = hub;
    this.#tell = tell;
  }

  /** The chosen model; the shipped one, which is told, where it is no longer kept. */
  async chosenSource(): Promise<ModelSource> {
    const name = this.chosen.getSnapshot();
    if (name === undefined) return tiny;
    if (await this.#hub.get(name)) return this.#hub.source(name);
    this.choose(undefined);
    this.#tell(goneNotice(name));
    return tiny;
  }

  /** Looks up what there is. */
  async refresh(): Promise<void> {
    const [shipped, kept = []] = await Promise.all([
      // Without a network it cannot be chosen either.
      tiny.manifest().catch(() => undefined),
      this.#attempt('The kept models could not be listed', () => this.#hub.list()),
    ]);
    this.models.set([...(shipped ? [shippedModel(shipped)] : []), ...kept.map(keptModel)]);
    this.space.set(await this.#attempt('The storage could not be measured', () => this.#hub.estimate()));
  }

  /** Goes on with a model; remembered for the next visit. */
  choose(name: string | undefined): void {
    remember('model', name);
    this.chosen.set(name);
  }

  /** Converts a checkpoint, keeps it, and goes on with it. One at a time: another one ends it. */
  async add(file: File): Promise<void> {
    this.adding.getSnapshot()?.cancel();
    const aborting = new AbortController();
    const { signal } = aborting;
    const cancel = () => {
      aborting.abort(new DOMException(`Adding ${file.name} was cancelled.`, 'AbortError'));
      if (this.adding.getSnapshot()?.cancel === cancel) this.adding.set(undefined);
    };
    const show = (progress?: Progress) => {
      if (!signal.aborted) this.adding.set({ fileName: file.name, progress, cancel });
    };
    show();
    const pulled = await this.#attempt(
      'The file could not be made a model',
      () => addCheckpoint(this.#hub, file, { signal, onProgress: show }),
      signal,
    );
    if (signal.aborted) return;
    this.adding.set(undefined);
    if (!pulled) return;
    await this.#took(pulled);
  }

  /** Removes a kept model for good; the shipped one is in use afterwards where it was that one. */
  async remove(name: string): Promise<void> {
    if (name === this.chosen.getSnapshot()) this.choose(undefined);
    await this.#attempt('The model could not be removed', () => this.#hub.remove(name));
    await this.refresh();
  }

  /** Holds a kept model's files against their hashes: the names of those that differ; undefined where that failed. */
  async verify(name: string): Promise<readonly string[] | undefined> {
    const checks = await this.#attempt('The model could not be checked', () => this.#hub.verify(name));
    return checks?.filter(({ state }) => state !== 'ok').map(({ file }) => file);
  }

  /** Checkpoints that their authors published, of whole networks. */
  async publicEntries(): Promise<readonly RegistryEntry[]> {
    const entries = await this.#attempt('The public checkpoints could not be listed', () =>
      this.#hub.entries(),
    );
    return entries?.filter(({ task }) => task === 'interactive') ?? [];
  }

  /** Asks the browser not to clear what is kept when space is short. */
  async persist(): Promise<void> {
    const agreed = await this.#attempt('The browser could not be asked', () => this.#hub.persist());
    if (agreed === false) this.#tell(NOT_PERSISTED);
    await this.refresh();
  }

  async #took({ name, manifest, wasThere }: PulledModel): Promise<void> {
    this.choose(name);
    await this.refresh();
    this.#tell(addedNotice(manifest, wasThere, this.space.getSnapshot()));
  }

  async #attempt<T>(failure: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      if (!signal?.aborted && !isAbort(error)) this.#tell(failureNotice(failure, error));
      return undefined;
    }
  }
}
