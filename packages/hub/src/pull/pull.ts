import { mkdir, rm } from 'node:fs/promises';
import { folderSource } from '@medicosam/onnx-node';
import { writing } from '../cache/file-errors.js';
import { takeLock } from '../cache/lock/take-lock.js';
import type { DownloadedFile } from '../download/download.js';
import type { ExpectedFile } from '../download/expected-file.js';
import { hashFile } from '../hashing/hash-file.js';
import { sha256Text } from '../hashing/sha256-text.js';
import { readCached } from '../models/cached-models.js';
import { entryFacts } from '../registry/entry-facts.js';
import { findByHash } from '../registry/registry.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import { fileOfAddress } from './address-target.js';
import { checkLicence, checkTask } from './check-entry.js';
import { isOfCheckpoint, recordOf } from './describe-pulled.js';
import { findPlaced } from './find-placed.js';
import type { HubContext } from './hub-context.js';
import { checkName, isName, nameOfFile } from './names.js';
import { obtain, type Wish } from './obtain.js';
import { placeModel } from './place-model.js';
import type { PulledModel, PullOptions } from './pull-options.js';
import { pullSpace } from './space.js';
import { resolveTarget, type Target } from './target.js';
import type { Wanted } from './wanted.js';

/** See `Hub.pull`. */
export async function pull(context: HubContext, what: string, options: PullOptions): Promise<PulledModel> {
  const entries = await context.entries();
  const own = entries.some(({ name }) => name === what) ? undefined : await ownModel(context, what);
  if (own) return own;
  const plan = await planPull(await resolveTarget(what, entries), entries, context, options);
  const { layout } = context;
  const before = await findPlaced(layout, plan.wanted, options);
  if (before) return before;
  if (plan.asksLicence && plan.wanted.entry) checkLicence(plan.wanted.entry, options);
  await writing(() => mkdir(layout.root, { recursive: true }));
  const lock = await takeLock(layout.lock(plan.wanted.name), {
    signal: options.signal,
    onWait: () => options.onProgress?.({ stage: 'wait' }),
  });
  try {
    return (
      (await findPlaced(layout, plan.wanted, options)) ??
      (await convertObtained(await plan.obtain(), plan.wanted, entries, context, lock, options))
    );
  } finally {
    await lock.release();
  }
}

/** A model of the cache that no registry knows, by its name. */
async function ownModel({ layout }: HubContext, name: string): Promise<PulledModel | undefined> {
  if (!isName(name)) return undefined;
  const cached = await readCached(layout, name);
  if (!cached) return undefined;
  const { folder, manifest } = cached;
  return { name, folder, manifest, source: folderSource(folder), wasThere: true, entry: null };
}

/** How a target becomes a model. */
interface Plan {
  readonly wanted: Wanted;
  /** A file that lies here already was licensed to whom it belongs. */
  readonly asksLicence: boolean;
  obtain(): Promise<DownloadedFile>;
}

async function planPull(
  target: Target,
  entries: readonly RegistryEntry[],
  context: HubContext,
  options: PullOptions,
): Promise<Plan> {
  if (target.kind === 'file') {
    const file = { ...(await hashFile(target.path, options)), path: target.path, url: '' };
    const entry = findByHash(entries, file) ?? null;
    if (entry) checkTask(entry);
    const name = checkName(options.name ?? entry?.name ?? nameOfFile(target.path));
    return {
      wanted: { name, entry, expected: file, urlSha256: null },
      asksLicence: false,
      obtain: async () => file,
    };
  }
  const entry = target.kind === 'entry' ? target.entry : null;
  if (entry) checkTask(entry);
  const url = target.kind === 'url' ? target.url : null;
  const expected: ExpectedFile = entry ?? { bytes: null, xxh128: null, sha256: null };
  const name = checkName(options.name ?? entry?.name ?? nameOfFile(fileOfAddress(url ?? '')));
  const wish: Wish = {
    name,
    urls: url === null ? addresses(entry, context) : [url],
    page: entry?.page ?? null,
    expected: { bytes: expected.bytes, xxh128: expected.xxh128, sha256: expected.sha256 },
    spaceBytes: pullSpace(entry, options.storages),
  };
  return {
    wanted: { name, entry, expected, urlSha256: url === null ? null : sha256Text(url) },
    asksLicence: true,
    obtain: () => obtain(wish, context, options),
  };
}

/** Where an entry is fetched from: its own addresses, or the mirror instead of them. */
function addresses(entry: RegistryEntry | null, { env }: HubContext): readonly string[] {
  if (!entry) return [];
  const mirror = env['MEDICOSAM_HUB_MIRROR'];
  return mirror ? [`${mirror.replace(/\/+$/, '')}/${entry.file}`] : entry.urls;
}

async function convertObtained(
  file: DownloadedFile,
  wanted: Wanted,
  entries: readonly RegistryEntry[],
  { layout }: HubContext,
  lock: Parameters<typeof placeModel>[2],
  options: PullOptions,
): Promise<PulledModel> {
  const { name } = wanted;
  const entry = wanted.entry ?? findByHash(entries, file) ?? null;
  const isRemote = /^https?:/.test(file.url);
  const address = isRemote ? { url: file.url, urlSha256: sha256Text(file.url) } : null;
  const record = recordOf(file, entry, address);
  const facts = { title: name, ...(entry ? entryFacts(entry) : {}), ...options.facts };
  const manifest = await placeModel({ name, path: file.path, record, facts }, layout, lock, options).catch(
    async (error: unknown) => {
      // The next call fetches it again.
      if (isRemote && !entry && isOfCheckpoint(error)) {
        await rm(layout.download(name), { recursive: true, force: true });
      }
      throw error;
    },
  );
  await rm(layout.download(name), { recursive: true, force: true });
  const folder = layout.model(name);
  return { name, folder, manifest, source: folderSource(folder), wasThere: false, entry };
}
