import { MedicoSamError } from '@medicosam/core';
import { platform } from '../../platform.js';
import { CacheFiles } from './cache-files.js';
import type { HubFiles, Medium } from './hub-files.js';
import { OpfsFiles } from './opfs-files.js';

/**
 * The files of a hub: on OPFS, or in the Cache API where that is missing or refused.
 *
 * @param medium - the one that another realm of the page has taken
 * @throws MedicoSamError `FILE_UNWRITABLE` where the browser has neither.
 */
export async function openFiles(root: string, medium?: Medium): Promise<HubFiles> {
  let cause: unknown;
  if (medium !== 'cache' && platform.navigator?.storage?.getDirectory) {
    try {
      const origin = await platform.navigator.storage.getDirectory();
      return new OpfsFiles(await origin.getDirectoryHandle(root, { create: true }));
    } catch (error) {
      cause = error;
    }
  }
  if (medium !== 'opfs' && platform.caches) {
    try {
      return new CacheFiles(await platform.caches.open(root));
    } catch (error) {
      cause = error;
    }
  }
  throw new MedicoSamError('FILE_UNWRITABLE', {
    message: 'This page has no storage for models.',
    hint: 'Serve it over HTTPS or from localhost; private windows of some browsers keep nothing. A checkpoint can be used without being kept: checkpointSource of @medicosam/convert.',
    cause,
  });
}
