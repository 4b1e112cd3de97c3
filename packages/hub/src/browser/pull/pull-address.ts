import { type Manifest, MedicoSamError } from '@medicosam/core';
import type { ExpectedFile } from '../../download/expected-file.js';
import { type AddressTarget, fileOfAddress } from '../../pull/address-target.js';
import { checkLicence, checkTask } from '../../pull/check-entry.js';
import { isOfCheckpoint, recordOf } from '../../pull/describe-pulled.js';
import { checkName, nameOfFile } from '../../pull/names.js';
import type { PullOptions } from '../../pull/pull-options.js';
import { pullSpace } from '../../pull/space.js';
import { checkWanted, type Wanted } from '../../pull/wanted.js';
import { findByHash } from '../../registry/registry.js';
import type { BrowserContext } from '../browser-context.js';
import { downloadFolder } from '../layout.js';
import type { Realm } from '../realm/realm.js';
import { convertPulled } from './convert-pulled.js';
import { checkSpace, naming } from './naming-space.js';
import { place } from './place.js';
import type { PulledModel } from './pulled-model.js';
import { sha256Text } from './sha256-text.js';

const UNKNOWN: ExpectedFile = { bytes: null, xxh128: null, sha256: null };

/** Fetches a checkpoint, of the registry or from any address, and keeps it as a model. */
export async function pullAddress(
  target: AddressTarget,
  realm: Realm,
  context: BrowserContext,
  options: PullOptions,
): Promise<PulledModel> {
  const known = target.kind === 'entry' ? target.entry : null;
  if (known) checkTask(known);
  const url = target.kind === 'url' ? target.url : null;
  const { bytes, xxh128, sha256 } = known ?? UNKNOWN;
  const expected = { bytes, xxh128, sha256 };
  const name = checkName(options.name ?? known?.name ?? nameOfFile(fileOfAddress(url ?? '')));
  const urlSha256 = url === null ? null : await sha256Text(url);
  const wanted: Wanted = { name, entry: known, expected, urlSha256 };
  const space = pullSpace(known, options.storages);
  const make = async (generation: string): Promise<Manifest> => {
    if (options.offline) throw offline(name);
    const files = await context.files();
    const part = await files.open(`${downloadFolder(name)}/part`);
    await checkSpace(space === null ? null : space - (part?.size ?? 0));
    const file = await realm.run('fetch', {
      name,
      urls: known ? known.urls.filter((address) => /^https?:/.test(address)) : [url ?? ''],
      page: known?.page ?? null,
      expected,
      retry: context.retry,
      stallMs: context.stallMs,
    });
    const entry = known ?? findByHash(await context.entries(), file) ?? null;
    const record = recordOf(file, entry, { url: file.url, urlSha256: await sha256Text(file.url) });
    try {
      return await convertPulled({ name, generation, blob: null, record, entry }, realm, options);
    } catch (error) {
      // The next call fetches it again.
      if (!entry && isOfCheckpoint(error)) await files.remove(downloadFolder(name));
      throw error;
    }
  };
  const pulled = await place(
    {
      name,
      entry: known,
      check: ({ record, manifest }) => checkWanted(wanted, record, manifest, options),
      begin: () => {
        if (known) checkLicence(known, options);
      },
      make: (_, generation) => naming(space, () => make(generation)),
    },
    realm,
    context,
    options,
  );
  if (!pulled.wasThere) await (await context.files()).remove(downloadFolder(name)).catch(() => false);
  return pulled;
}

const offline = (name: string) =>
  new MedicoSamError('OFFLINE', {
    message: `${name} is not in the cache, and the network is not to be used.`,
    hint: 'Pull it while online, or drop the file on the page.',
  });
