import { MedicoSamError } from '@medicosam/core';
import { platform } from '../platform.js';
import type { RegistryEntry } from '../registry/registry-entry.js';

/** An address, or the entry of the registry that it is of. */
export type AddressTarget =
  | { readonly kind: 'entry'; readonly entry: RegistryEntry }
  | { readonly kind: 'url'; readonly url: string };

/**
 * What an address stands for.
 *
 * @param base - what a relative one is relative to
 * @throws MedicoSamError `INVALID_ARGUMENT` where it is none, or holds a password.
 */
export function addressTarget(
  what: string,
  entries: readonly RegistryEntry[],
  base?: string | undefined,
): AddressTarget {
  const url = checkAddress(what, base);
  const entry = entries.find(({ urls }) => urls.includes(url));
  return entry ? { kind: 'entry', entry } : { kind: 'url', url };
}

function checkAddress(what: string, base: string | undefined): string {
  let url: InstanceType<typeof platform.URL>;
  try {
    url = new platform.URL(what, base);
  } catch (cause) {
    throw new MedicoSamError('INVALID_ARGUMENT', { message: 'The address cannot be read.', cause });
  }
  if (url.username || url.password) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'An address must not hold a user and a password.',
      hint: 'Fetch the file by other means, then add it: medicosam models add <file>, or dropped on the page.',
    });
  }
  return url.href;
}

/** The file that an address ends with. */
export function fileOfAddress(url: string): string {
  const { pathname } = new platform.URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
