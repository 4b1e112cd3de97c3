import type { RegistryEntry } from '@medicosam/hub';
import { byteText } from '../text.js';

/** The size of a checkpoint, for people. */
export function sizeText({
  bytes,
  approximateBytes,
}: Pick<RegistryEntry, 'bytes' | 'approximateBytes'>): string {
  if (bytes !== null) return byteText(bytes);
  return approximateBytes === null ? 'size unknown' : `about ${byteText(approximateBytes)}`;
}
