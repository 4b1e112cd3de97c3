import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Data beside the checkout that is too large for it; absent on a user's machine. */
export const shared = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../shared/', import.meta.url);

/** Whether the data is there; tests that need it report themselves skipped when it is not. */
export const hasShared = existsSync(shared);

/** Whether what takes long is wanted, as by `npm run prove`. */
export const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;
