import type { LoadOptions, ModelSource } from '@medicosam/core';
import type { Environment } from './cache/cache-folder.js';
import { cacheFolder } from './cache/cache-folder.js';
import { CacheLayout } from './cache/cache-layout.js';
import type { RetryOptions } from './download/fetch-verified.js';
import { type CachedModel, listCached, readCached } from './models/cached-models.js';
import { cachedSource } from './models/cached-source.js';
import type { FileCheck } from './models/named-files.js';
import { removeModel } from './models/remove-model.js';
import { verifyModel } from './models/verify-model.js';
import type { HubContext } from './pull/hub-context.js';
import { pull } from './pull/pull.js';
import type { PulledModel, PullOptions } from './pull/pull-options.js';
import { readRegistryFolder } from './registry/read-registry-folder.js';
import { joinRegistry } from './registry/registry.js';
import type { RegistryEntry } from './registry/registry-entry.js';

/** What {@link createHub} may be told. */
export interface HubOptions {
  /** The cache; where the platform keeps such things when absent, see {@link cacheFolder}. */
  readonly cache?: string | undefined;
  /**
   * `MEDICOSAM_CACHE`, `MEDICOSAM_OFFLINE`, `MEDICOSAM_HUB_MIRROR`, `MEDICOSAM_HUB_REGISTRY` and the proxies are read
   * from here; `process.env` when absent.
   */
  readonly env?: Environment | undefined;
  /** Entries beside the public ones, checked on first use; a name that is taken is replaced. */
  readonly entries?: readonly unknown[] | undefined;
  /** How often a download is tried, and how long it waits. */
  readonly retry?: Partial<RetryOptions> | undefined;
  /** How long a server may say nothing; 30,000 when absent. */
  readonly stallMs?: number | undefined;
}

/** Models of this machine's cache, and the public checkpoints that they are made of. */
export interface Hub {
  /** The folder of the cache. */
  readonly folder: string;
  /**
   * Gets a model into the cache, unless it is there: fetches the checkpoint (continuing what an earlier call left),
   * verifies it, converts it, and puts it in its place whole. Calls in several processes wait for each other.
   *
   * @param what - a name of the registry or the cache, an `http(s):` or `file:` address, or the path of a checkpoint
   * @throws MedicoSamError `MODEL_NOT_FOUND`, `INVALID_ARGUMENT` (also where the name stands for another checkpoint),
   *   `LICENCE_NOT_ACCEPTED`, `OFFLINE`, `DOWNLOAD_FAILED`, `MODEL_CHECKSUM_MISMATCH`, `FILE_UNREADABLE`,
   *   `FILE_UNWRITABLE`, `CACHE_LOCKED`, and what `convertCheckpoint` throws; the signal's reason when aborted.
   */
  pull(what: string, options?: PullOptions): Promise<PulledModel>;
  /** The registry: the public checkpoints, then entries of one's own. */
  entries(): Promise<readonly RegistryEntry[]>;
  /** What is in the cache, by name. */
  list(): Promise<CachedModel[]>;
  /** One model of the cache; undefined where it is not there. */
  get(name: string): Promise<CachedModel | undefined>;
  /**
   * A model of the cache for `loadPredictor`. Nothing is read before it is used; its methods reject with
   * `MODEL_NOT_FOUND` where it is not in the cache.
   */
  source(name: string): ModelSource;
  /**
   * Holds every file of a model against its hash.
   *
   * @throws MedicoSamError `MODEL_NOT_FOUND`; the signal's reason when aborted.
   */
  verify(name: string, options?: LoadOptions): Promise<FileCheck[]>;
  /**
   * Removes a model and what was fetched of it. Waits for a process that works on it.
   *
   * @returns whether there was anything
   */
  remove(name: string, options?: LoadOptions): Promise<boolean>;
}

/**
 * Opens the models of this machine. Nothing is read or fetched before a method is called.
 *
 * @example
 * const hub = createHub();
 * const { source } = await hub.pull('vit_b', { onLicence: ({ licence, citation }) => console.error(licence, citation) });
 * const predictor = await loadPredictor({ model: source, backend: onnxNode() });
 */
export function createHub(options: HubOptions = {}): Hub {
  const env = options.env ?? process.env;
  const layout = new CacheLayout(options.cache ?? cacheFolder({ env }));
  let entries: Promise<readonly RegistryEntry[]> | undefined;
  const context: HubContext = {
    layout,
    env,
    retry: { rounds: 5, firstDelayMs: 500, ...options.retry },
    stallMs: options.stallMs ?? 30_000,
    entries: () => {
      entries ??= readRegistryFolder(env['MEDICOSAM_HUB_REGISTRY']).then((own) =>
        joinRegistry([...own, ...(options.entries ?? [])]),
      );
      return entries;
    },
  };
  return {
    folder: layout.root,
    pull: (what, pullOptions = {}) => pull(context, what, pullOptions),
    entries: context.entries,
    list: () => listCached(layout),
    get: (name) => readCached(layout, name),
    source: (name) => cachedSource(layout, name),
    verify: (name, loadOptions = {}) => verifyModel(layout, name, loadOptions),
    remove: (name, loadOptions = {}) => removeModel(layout, name, loadOptions),
  };
}
