import { MedicoSamError } from '@medicosam/core';
import { licenceNotice } from '../registry/licence.js';
import type { RegistryEntry } from '../registry/registry-entry.js';
import type { PullOptions } from './pull-options.js';

/**
 * Before anything is fetched: whether an entry is a whole network.
 *
 * @throws MedicoSamError `CHECKPOINT_INCOMPLETE`.
 */
export function checkTask({ name, task, encoder }: RegistryEntry): void {
  if (task === 'interactive') return;
  throw new MedicoSamError('CHECKPOINT_INCOMPLETE', {
    message: `${name} is ${task === 'instance-decoder' ? 'an instance' : 'a semantic'} decoder without an encoder: no model by itself.`,
    hint:
      encoder === null
        ? 'Pull the whole network that it belongs to.'
        : `It reads the embeddings of ${encoder}: pull that one. This version does not run such decoders.`,
  });
}

/**
 * Tells licence and citation, and holds where one must be accepted.
 *
 * @throws MedicoSamError `LICENCE_NOT_ACCEPTED`.
 */
export function checkLicence(entry: RegistryEntry, { onLicence, acceptLicence }: PullOptions): void {
  const notice = licenceNotice(entry);
  onLicence?.(notice);
  if (notice.permissive || acceptLicence) return;
  throw new MedicoSamError('LICENCE_NOT_ACCEPTED', {
    message: `The licence of ${entry.name} is ${notice.licence ?? 'not known'}${entry.notes[0] ? `: ${entry.notes[0]}` : '.'}`,
    hint: 'Make sure that you may use it, then accept: --accept-licence, or acceptLicence: true.',
    details: { ...notice },
  });
}
