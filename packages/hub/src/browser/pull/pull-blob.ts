import type { BlobLike } from '../../platform.js';
import { checkTask } from '../../pull/check-entry.js';
import { recordOf } from '../../pull/describe-pulled.js';
import { checkName, nameOfFile } from '../../pull/names.js';
import type { PullOptions } from '../../pull/pull-options.js';
import { weightsSpace } from '../../pull/space.js';
import { checkWanted, type Wanted } from '../../pull/wanted.js';
import { findByHash } from '../../registry/registry.js';
import type { BrowserContext } from '../browser-context.js';
import type { Realm } from '../realm/realm.js';
import { convertPulled } from './convert-pulled.js';
import { naming } from './naming-space.js';
import { place } from './place.js';
import type { PulledModel } from './pulled-model.js';

/** Keeps a dropped checkpoint as a model. It was licensed to whom it belongs: no licence is asked for. */
export async function pullBlob(
  blob: BlobLike,
  realm: Realm,
  context: BrowserContext,
  options: PullOptions,
): Promise<PulledModel> {
  if (options.name !== undefined) checkName(options.name);
  const file = await realm.run('hash', { blob });
  const entry = findByHash(await context.entries(), file) ?? null;
  if (entry) checkTask(entry);
  const name = checkName(options.name ?? entry?.name ?? nameOfFile(blob.name ?? ''));
  const wanted: Wanted = { name, entry, expected: file, urlSha256: null };
  return place(
    {
      name,
      entry,
      check: ({ record, manifest }) => checkWanted(wanted, record, manifest, options),
      make: (_, generation) =>
        naming(weightsSpace(blob.size, options.storages), () =>
          convertPulled(
            { name, generation, blob, record: recordOf(file, entry, null), entry },
            realm,
            options,
          ),
        ),
    },
    realm,
    context,
    options,
  );
}
