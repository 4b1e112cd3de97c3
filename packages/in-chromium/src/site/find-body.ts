import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a site consists of. */
export interface SiteContents {
  /** Folders by prefixes that begin and end with a slash; the longest prefix counts. */
  readonly folders?: Readonly<Record<string, string | URL>>;
  /** Files by path; they come before those of folders. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** The bytes of a file, to be read as they are sent. */
export interface Body {
  readonly length: number;
  open(): Readable;
}

/** Looks up normalised paths. */
export function bodyFinder({ folders = {}, files = {} }: SiteContents) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  return async (path: string): Promise<Body | undefined> => {
    const given = files[path];
    if (given !== undefined) {
      const bytes = Buffer.from(given);
      return { length: bytes.length, open: () => Readable.from([bytes]) };
    }
    const prefix = prefixes.find((start) => path.startsWith(start));
    const folder = folders[prefix ?? ''];
    if (prefix === undefined || folder === undefined) return undefined;
    const root = folder instanceof URL ? fileURLToPath(folder) : folder;
    const file = join(root, path.slice(prefix.length));
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? { length: found.size, open: () => createReadStream(file) } : undefined;
  };
}
