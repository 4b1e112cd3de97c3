import type { BlobLike, CacheLike } from '../../platform.js';
import { platform } from '../../platform.js';
import { addressOf, pathOf } from './cache-address.js';
import { CacheFile } from './cache-file.js';
import { CacheBlob, readIndex } from './cache-pieces.js';
import type { HubFiles, StoredFile } from './hub-files.js';
import { storing } from './storage-errors.js';

/**
 * Files in a `Cache`, where there is no origin private file system: pieces of 4 MB as answers of a site that is not, and
 * for each file an index that tells its size.
 */
export class CacheFiles implements HubFiles {
  readonly medium = 'cache';
  readonly #cache: CacheLike;

  constructor(cache: CacheLike) {
    this.#cache = cache;
  }

  edit(path: string): Promise<StoredFile> {
    return storing(() => CacheFile.open(this.#cache, path));
  }

  writeText(path: string, text: string): Promise<void> {
    return storing(() => this.#cache.put(addressOf(path, 'text'), new platform.Response(text)));
  }

  async readText(path: string): Promise<string | undefined> {
    const text = await (await this.#cache.match(addressOf(path, 'text')))?.text();
    if (text !== undefined) return text;
    const blob = await this.open(path);
    return blob && new platform.TextDecoder().decode(await blob.slice(0, blob.size).arrayBuffer());
  }

  async open(path: string): Promise<BlobLike | undefined> {
    const index = await readIndex(this.#cache, path);
    return index && new CacheBlob(this.#cache, path, 0, index.bytes);
  }

  async names(folder: string): Promise<string[]> {
    const start = folder === '' ? '' : `${folder}/`;
    const paths = (await this.#cache.keys()).map(({ url }) => pathOf(url));
    const inside = paths.filter((path) => path.startsWith(start));
    return [...new Set(inside.map((path) => path.slice(start.length).split('/')[0] ?? ''))];
  }

  remove(path: string): Promise<boolean> {
    return storing(async () => {
      const keys = (await this.#cache.keys()).filter(({ url }) => {
        const other = pathOf(url);
        return other === path || other.startsWith(`${path}/`);
      });
      // What makes a file whole goes first.
      keys.sort((a, b) => Number(a.url.includes('?piece=')) - Number(b.url.includes('?piece=')));
      for (const { url } of keys) await this.#cache.delete(url);
      return keys.length > 0;
    });
  }
}
