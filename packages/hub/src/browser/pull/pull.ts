import { MedicoSamError, type ModelSource } from '@medicosam/core';
import { type BlobLike, platform, type UrlLike } from '../../platform.js';
import { addressTarget } from '../../pull/address-target.js';
import { isName, nearestNames } from '../../pull/names.js';
import type { PullOptions } from '../../pull/pull-options.js';
import type { BrowserContext } from '../browser-context.js';
import { readKept } from '../models/kept-models.js';
import { keptSource } from '../models/kept-source.js';
import { Realm } from '../realm/realm.js';
import { pullAddress } from './pull-address.js';
import { pullBlob } from './pull-blob.js';
import { pullModel } from './pull-model.js';
import type { PulledModel } from './pulled-model.js';

/** What `BrowserHub.pull` takes. */
export type Pullable = BlobLike | string | UrlLike | ModelSource;

/** See `BrowserHub.pull`. */
export async function pull(
  context: BrowserContext,
  what: Pullable,
  options: PullOptions,
): Promise<PulledModel> {
  if (options.signal?.aborted) throw options.signal.reason;
  const realm = new Realm(context, options);
  try {
    if (isModel(what)) return await pullModel(what, realm, context, options);
    if (isBlob(what)) return await pullBlob(what, realm, context, options);
    if (isUrl(what)) return await pullNamed(what.href, realm, context, options);
    if (typeof what === 'string') return await pullNamed(what, realm, context, options);
  } finally {
    await realm.end();
  }
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: 'What is pulled is a File, a Blob, a name, an address or a ModelSource.',
  });
}

const has = (what: unknown, ...members: string[]): boolean =>
  typeof what === 'object' && what !== null && members.every((member) => member in what);
const isModel = (what: Pullable): what is ModelSource => has(what, 'manifest', 'open');
const isBlob = (what: Pullable): what is BlobLike => has(what, 'size', 'slice');
const isUrl = (what: Pullable): what is UrlLike => has(what, 'href');

async function pullNamed(
  what: string,
  realm: Realm,
  context: BrowserContext,
  options: PullOptions,
): Promise<PulledModel> {
  const entries = await context.entries();
  const entry = entries.find(({ name }) => name === what);
  if (entry) return pullAddress({ kind: 'entry', entry }, realm, context, options);
  const own = isName(what) ? await readKept(await context.files(), what) : undefined;
  if (own) {
    const source = keptSource(context.files, what);
    return { name: what, manifest: own.manifest, source, wasThere: true, entry: null };
  }
  if (/^(?:https?:|\.{0,2}\/)/i.test(what)) {
    return pullAddress(addressTarget(what, entries, platform.location?.href), realm, context, options);
  }
  const near = nearestNames(what, entries);
  throw new MedicoSamError('MODEL_NOT_FOUND', {
    message: `${what} is neither a name of the registry nor of a kept model, nor an address.`,
    hint: `hub.entries() has the names${near.length === 0 ? '' : `, such as ${near.join(', ')}`}; a file is handed over as a File.`,
  });
}
