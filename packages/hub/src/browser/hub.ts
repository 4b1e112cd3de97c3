import type { LoadOptions, ModelSource } from '@medicosam/core';
import type { RetryOptions } from '../download/fetch-verified.js';
import type { FileCheck } from '../models/named-files.js';
import type { PullOptions } from '../pull/pull-options.js';
import { joinRegistry } from '../registry/registry.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import type { BrowserContext } from './browser-context.js';
import { type CachedModel, listKept, readKept } from './models/kept-models.js';
import { keptSource } from './models/kept-source.js';
import { removeKept } from './models/remove-kept.js';
import { verify } from './models/verify.js';
import { type Pullable, pull } from './pull/pull.js';
import type { PulledModel } from './pull/pulled-model.js';
import type { CreateWorker } from './realm/start-worker.js';
import { askToPersist, readEstimate, type StorageEstimate } from './storage/estimate.js';
import type { HubFiles } from './storage/hub-files.js';
import { openFiles } from './storage/open-files.js';

/** What {@link createHub} may be told. */
export interface BrowserHubOptions {
  /** The name of its folder in the site's storage; `medicosam` when absent. */
  readonly root?: string | undefined;
  /** Entries beside the public ones, checked on first use; a name that is taken is replaced. */
  readonly entries?: readonly unknown[] | undefined;
  /** How often a download is tried, and how long it waits. */
  readonly retry?: Partial<RetryOptions> | undefined;
  /** How long a server may say nothing; 30,000 when absent. */
  readonly stallMs?: number | undefined;
  /** Makes a worker that runs `@medicosam/hub/browser/worker`, where the package's own is not found. */
  readonly worker?: CreateWorker | undefined;
}

/** Models that this site keeps in the browser, and the public checkpoints that they are made of. */
export interface BrowserHub {
  /**
   * Keeps a model, unless it is there: converts a dropped checkpoint, fetches and converts one, or copies a model, in a
   * worker and piece by piece. Calls in several tabs wait for each other. The browser is asked to keep the storage.
   *
   * @param what - a `File` or `Blob`: a checkpoint; a `string` or `URL`: a name of the registry, of a kept model, or an
   *   address; a `ModelSource`: a model such as a package's, to be copied
   * @throws MedicoSamError `MODEL_NOT_FOUND`, `INVALID_ARGUMENT` (also where the name stands for another checkpoint),
   *   `LICENCE_NOT_ACCEPTED`, `OFFLINE`, `DOWNLOAD_FAILED`, `MODEL_CHECKSUM_MISMATCH`, `FILE_UNREADABLE`, `STORAGE_FULL`,
   *   `FILE_UNWRITABLE`, `BACKEND_UNAVAILABLE`, `REALM_LOST`, and what `convertCheckpoint` throws; the signal's reason when
   *   aborted.
   */
  pull(what: Pullable, options?: PullOptions): Promise<PulledModel>;
  /** The registry: the public checkpoints, then entries of one's own. */
  entries(): Promise<readonly RegistryEntry[]>;
  /** What is kept, by name. */
  list(): Promise<CachedModel[]>;
  /** One kept model; undefined where it is not there. */
  get(name: string): Promise<CachedModel | undefined>;
  /**
   * A kept model for `loadPredictor`. Nothing is read before it is used; its methods reject with `MODEL_NOT_FOUND` where
   * it is not there.
   */
  source(name: string): ModelSource;
  /**
   * Holds every file of a model against its hash, in a worker.
   *
   * @throws MedicoSamError `MODEL_NOT_FOUND`; the signal's reason when aborted.
   */
  verify(name: string, options?: LoadOptions): Promise<FileCheck[]>;
  /**
   * Removes a model and what was fetched of it. Waits for a tab that works on it.
   *
   * @returns whether there was anything
   */
  remove(name: string, options?: LoadOptions): Promise<boolean>;
  /**
   * Asks the browser to keep what the site stores until the user takes it away. Some browsers ask the user.
   *
   * @returns whether it will
   */
  persist(): Promise<boolean>;
  /** How much the site stores, and may store. */
  estimate(): Promise<StorageEstimate>;
}

/**
 * Opens the models that this site keeps in the browser. Nothing is read or fetched before a method is called.
 *
 * @example
 * const hub = createHub();
 * drop.ondrop = async (event) => {
 *   const { source } = await hub.pull(event.dataTransfer.files[0], { onProgress: ({ stage, fraction }) => show(stage, fraction) });
 *   const predictor = await loadPredictor({ model: source, backend: onnxWeb() });
 * };
 */
export function createHub({
  root = 'medicosam',
  entries: own = [],
  retry,
  stallMs = 30_000,
  worker,
}: BrowserHubOptions = {}): BrowserHub {
  let opened: Promise<HubFiles> | undefined;
  let entries: Promise<readonly RegistryEntry[]> | undefined;
  const context: BrowserContext = {
    root,
    retry: { rounds: 5, firstDelayMs: 500, ...retry },
    stallMs,
    worker,
    files: () => {
      opened ??= openFiles(root).catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    entries: () => {
      entries ??= Promise.resolve().then(() => joinRegistry(own));
      return entries;
    },
  };
  return {
    pull: (what, options = {}) => pull(context, what, options),
    entries: context.entries,
    list: async () => listKept(await context.files()),
    get: async (name) => readKept(await context.files(), name),
    source: (name) => keptSource(context.files, name),
    verify: (name, options = {}) => verify(context, name, options),
    remove: (name, options = {}) => removeKept(context, name, options),
    persist: askToPersist,
    estimate: readEstimate,
  };
}
