import { join } from 'node:path';

/** Where what lies in the cache. Only `models/` is ever read by anyone but the hub. */
export class CacheLayout {
  readonly models: string;

  constructor(readonly root: string) {
    this.models = join(root, 'models');
  }

  /** A model folder, whole: it appears by one rename. */
  model(name: string): string {
    return join(this.models, name);
  }

  /** What has come of a model's checkpoint so far. */
  download(name: string): string {
    return join(this.root, 'downloads', name);
  }

  /** Where a model folder is written. What lies here without its lock is rubbish of a process that was killed. */
  staging(name: string): string {
    return join(this.root, 'staging', name);
  }

  /** Who works on a model. */
  lock(name: string): string {
    return join(this.root, 'locks', name);
  }
}
