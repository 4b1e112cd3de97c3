/** Where a model in the cache comes from. */
export interface ModelRecord {
  readonly version: 1;
  /** The registry's name of it, where its hash or name is known there. */
  readonly entry: string | null;
  /** The address without user, password and query; `null` for a local file, whose path may be a person's name. */
  readonly url: string | null;
  /** SHA-256 of the whole address: tells addresses apart that differ in the query. */
  readonly urlSha256: string | null;
  readonly bytes: number;
  readonly xxh128: string;
  readonly sha256: string;
}
