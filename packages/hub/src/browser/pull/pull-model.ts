import { type ModelSource, readManifest } from '@medicosam/core';
import { checkName } from '../../pull/names.js';
import type { PullOptions } from '../../pull/pull-options.js';
import { nameTaken } from '../../pull/wanted.js';
import type { BrowserContext } from '../browser-context.js';
import type { Realm } from '../realm/realm.js';
import { checkSpace, naming } from './naming-space.js';
import { place } from './place.js';
import type { PulledModel } from './pulled-model.js';

/** Copies a model, such as that of a package, so that it is there without a network. */
export async function pullModel(
  source: ModelSource,
  realm: Realm,
  context: BrowserContext,
  options: PullOptions,
): Promise<PulledModel> {
  // Nobody vouches for a source of the caller's own: its files become paths here.
  const manifest = readManifest(await source.manifest({ signal: options.signal }));
  const name = checkName(options.name ?? manifest.id);
  const space = manifest.weights.reduce((sum, { bytes }) => sum + bytes, 0);
  return place(
    {
      name,
      entry: null,
      check(kept) {
        if (JSON.stringify(kept.manifest) === JSON.stringify(manifest)) return;
        throw nameTaken(`The name ${name} stands for another model in the cache.`, name);
      },
      make: async (_, generation) => {
        await checkSpace(space);
        return naming(space, () => realm.run('copy', { name, generation, manifest }, source));
      },
    },
    realm,
    context,
    options,
  );
}
