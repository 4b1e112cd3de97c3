import { posix } from 'node:path';

/** The path that a request asks for, decoded and without dots to climb by; undefined where it is malformed. */
export function pathOf(url: string): string | undefined {
  try {
    return posix.normalize(decodeURIComponent(new URL(`http://site${url}`).pathname));
  } catch {
    return undefined;
  }
}
