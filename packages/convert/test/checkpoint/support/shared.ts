import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../../shared/', import.meta.url);

/** A file of the shared data beside the checkout, or undefined where it is not there. */
export function sharedFile(path: string): URL | undefined {
  const url = new URL(path, folder);
  return existsSync(url) ? url : undefined;
}

/** Why a test that needs shared data is skipped. */
export const WITHOUT_SHARED = 'needs the shared data beside the checkout (MEDICOSAM_SHARED)';
