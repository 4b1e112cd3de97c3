import type { Manifest } from '@medicosam/core';
import type { PullOptions } from '../../pull/pull-options.js';
import type { BrowserContext } from '../browser-context.js';
import { type CachedModel, readKept } from '../models/kept-models.js';
import { sweep } from '../models/kept-record.js';
import { keptSource } from '../models/kept-source.js';
import type { Realm } from '../realm/realm.js';
import { askToPersist } from '../storage/estimate.js';
import { ifFree, withLock } from '../with-lock.js';
import type { PulledModel } from './pulled-model.js';

/** How a model comes to its name. */
export interface Placement {
  readonly name: string;
  readonly entry: PulledModel['entry'];
  /** @throws MedicoSamError where the model that has the name is another one. */
  check(kept: CachedModel): void;
  /** Before anything is made. */
  begin?(): void;
  /** Makes it, in a folder of this name. */
  make(realm: Realm, generation: string): Promise<Manifest>;
}

/** The model where it is there, else made: by one call at a time among all tabs. */
export async function place(
  placement: Placement,
  realm: Realm,
  context: BrowserContext,
  options: PullOptions,
): Promise<PulledModel> {
  const { name, entry } = placement;
  const files = await context.files();
  const source = keptSource(context.files, name);
  const find = async (): Promise<PulledModel | undefined> => {
    const kept = await readKept(files, name);
    if (kept) placement.check(kept);
    return kept && { name, manifest: kept.manifest, source, wasThere: true, entry };
  };
  const before = await find();
  if (before) return before;
  placement.begin?.();
  // Not waited for: some browsers ask the user, who may never answer.
  void askToPersist();
  return withLock(context, name, options, async () => {
    const meanwhile = await find();
    if (meanwhile) return meanwhile;
    await sweep(files, name);
    await sweepOthers(context, name);
    try {
      const manifest = await placement.make(realm, newGeneration());
      return { name, manifest, source, wasThere: false, entry };
    } catch (error) {
      await realm.end();
      // What cannot be swept now is by the next call.
      await sweep(files, name).catch(() => undefined);
      throw error;
    }
  });
}

/** What closed tabs left of other models takes room that this one may need. */
async function sweepOthers(context: BrowserContext, own: string): Promise<void> {
  const files = await context.files();
  for (const name of await files.names('models')) {
    if (name !== own) await ifFree(context, name, () => sweep(files, name)).catch(() => undefined);
  }
}

const newGeneration = (): string =>
  `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`;
