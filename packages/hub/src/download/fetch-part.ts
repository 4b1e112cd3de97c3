import type { AbortSignalLike } from '@medicosam/core';
import { type HttpAnswer, type HttpClient, RefusedError } from './http-client.js';
import type { Part, PartOrigin } from './part.js';
import { isEncoded, readAnswer } from './read-answer.js';

/** How one request ended. */
export type Outcome =
  | { readonly kind: 'complete' }
  /** Not yet, or not from here. */
  | { readonly kind: 'failed'; readonly reason: string; readonly again: boolean; readonly afterMs: number };

/** What one request is made with. */
export interface FetchPartOptions {
  readonly http: HttpClient;
  readonly signal?: AbortSignalLike | undefined;
  /** Exact size of the file, where it is known beforehand. */
  readonly bytes: number | null;
  /** Whether a hash will tell the right file: what came from another address may then be continued here. */
  readonly isHashKnown: boolean;
  readonly onBytes: (loadedBytes: number, totalBytes: number | null) => void;
}

/** Where no hash is known, this much is asked for again and compared: some servers keep a tag and change the file. */
const OVERLAP_BYTES = 64 << 10;

/**
 * One request: continues the part where that is possible, or begins it anew.
 *
 * Throws only what is no failure of the network: a full disk, an abort.
 */
export async function fetchPart(url: string, part: Part, options: FetchPartOptions): Promise<Outcome> {
  const { http, signal, isHashKnown } = options;
  if (part.bytes > 0 && !canContinue(url, part.origin, isHashKnown)) await part.reset();
  if (part.bytes > 0 && part.bytes === (part.origin?.totalBytes ?? options.bytes))
    return { kind: 'complete' };
  const from = isHashKnown ? part.bytes : Math.max(0, part.bytes - OVERLAP_BYTES);
  const overlap = await part.tail(part.bytes - from);
  let answer: HttpAnswer;
  try {
    answer = await http.get(url, part.bytes > 0 ? rangeHeaders(url, from, part.origin) : {}, signal);
  } catch (error) {
    return networkFailure(error, signal);
  }
  try {
    return await takeAnswer(url, part, answer, overlap, from, options);
  } finally {
    await answer.cancel();
  }
}

const canContinue = (url: string, origin: PartOrigin | undefined, isHashKnown: boolean): boolean =>
  origin !== undefined &&
  (isHashKnown || (origin.url === url && (origin.etag !== null || origin.lastModified !== null)));

function rangeHeaders(url: string, from: number, origin: PartOrigin | undefined): Record<string, string> {
  const validator = origin?.url === url ? (origin.etag ?? origin.lastModified) : null;
  return { range: `bytes=${from}-`, ...(validator === null ? {} : { 'if-range': validator }) };
}

async function takeAnswer(
  url: string,
  part: Part,
  head: HttpAnswer,
  overlap: Uint8Array,
  from: number,
  { bytes, signal, onBytes }: FetchPartOptions,
): Promise<Outcome> {
  const answer = readAnswer(head, from);
  if (answer.kind === 'refused') return { ...answer, kind: 'failed' };
  if (answer.kind === 'stale') {
    await part.reset();
    return failed(answer.reason);
  }
  const totalBytes = answer.totalBytes ?? bytes;
  if (bytes !== null && totalBytes !== bytes) {
    return failed(`offers a file of ${totalBytes} bytes instead of ${bytes}`, false);
  }
  // A server that has all of it answered 416: its body is a text for people.
  if (head.status === 416) return { kind: 'complete' };
  let compared = 0;
  if (answer.kind === 'whole' || part.bytes === 0) {
    await part.begin(originOf(url, head, totalBytes));
    compared = overlap.length;
  } else if (part.origin?.totalBytes && totalBytes !== part.origin.totalBytes) {
    await part.reset();
    return failed('holds a file of another size than before');
  } else {
    part.joinPieces();
  }
  onBytes(part.bytes, totalBytes);
  for (;;) {
    let chunk: Uint8Array | undefined;
    try {
      chunk = await head.read();
    } catch (error) {
      return networkFailure(error, signal);
    }
    if (!chunk) break;
    const again = chunk.subarray(0, overlap.length - compared);
    if (again.some((byte, index) => byte !== overlap[compared + index])) {
      await part.reset();
      return failed('changed the file while it was being fetched');
    }
    compared += again.length;
    await part.append(chunk.subarray(again.length), signal);
    if (totalBytes !== null && part.bytes > totalBytes) {
      await part.reset();
      return failed(`sends more than the ${totalBytes} bytes that it announced`);
    }
    onBytes(part.bytes, totalBytes);
  }
  if (totalBytes !== null && part.bytes < totalBytes) {
    return failed(`ended after ${part.bytes} of ${totalBytes} bytes`);
  }
  return part.bytes === 0 ? failed('sent an empty file') : { kind: 'complete' };
}

function originOf(url: string, head: HttpAnswer, totalBytes: number | null): PartOrigin {
  const etag = head.header('etag');
  const isUsable = !isEncoded(head);
  return {
    url,
    etag: isUsable && etag && !etag.startsWith('W/') ? etag : null,
    lastModified: isUsable ? head.header('last-modified') : null,
    totalBytes,
  };
}

const failed = (reason: string, again = true): Outcome => ({ kind: 'failed', reason, again, afterMs: 0 });

/** An abort is thrown on; everything else that a request throws is the network's doing, and may pass. */
function networkFailure(error: unknown, signal: AbortSignalLike | undefined): Outcome {
  if (signal?.aborted) throw signal.reason;
  if (error instanceof RefusedError) return failed(error.message, false);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return failed(`cannot be read: ${String((typeof code === 'string' && code) || (message ?? cause))}`);
}
