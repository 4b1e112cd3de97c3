import type { BlobLike, CacheLike } from '../../platform.js';
import { addressOf } from './cache-address.js';

/** Size of the pieces that a file has in a `Cache`; the last one is shorter. */
export const PIECE_BYTES = 4 << 20;

/** What tells that a file is there. */
export interface PieceIndex {
  readonly bytes: number;
}

/** The index of a file; undefined where it is not there. */
export async function readIndex(cache: CacheLike, path: string): Promise<PieceIndex | undefined> {
  const text = await (await cache.match(addressOf(path, 'index')))?.text();
  return text === undefined ? undefined : (JSON.parse(text) as PieceIndex);
}

/**
 * One piece.
 *
 * @throws RangeError where it is not there.
 */
export async function readPiece(cache: CacheLike, path: string, piece: number): Promise<Uint8Array> {
  const found = await cache.match(addressOf(path, piece));
  if (!found) throw new RangeError(`Piece ${piece} of a file is missing.`);
  return new Uint8Array(await found.arrayBuffer());
}

/** A file in a `Cache`, or a range of it. */
export class CacheBlob implements BlobLike {
  constructor(
    private readonly cache: CacheLike,
    private readonly path: string,
    private readonly start: number,
    readonly size: number,
  ) {}

  slice(start: number, end: number): CacheBlob {
    const length = Math.max(0, Math.min(end, this.size) - start);
    return new CacheBlob(this.cache, this.path, this.start + start, length);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    for (let done = 0; done < bytes.length; ) {
      const offset = this.start + done;
      const piece = await readPiece(this.cache, this.path, Math.floor(offset / PIECE_BYTES));
      const from = offset % PIECE_BYTES;
      const some = piece.subarray(from, from + bytes.length - done);
      if (some.length === 0) throw new RangeError(`The file ends at byte ${offset}.`);
      bytes.set(some, done);
      done += some.length;
    }
    return bytes.buffer;
  }
}
