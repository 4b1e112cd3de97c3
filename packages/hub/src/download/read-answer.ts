/** The part of an HTTP answer that decides what is done with its body. */
export interface AnswerHead {
  readonly status: number;
  header(name: string): string | null;
}

/** What an answer means for a download that has `from` bytes of a file already. */
export type Answer =
  /** The body goes on where the part ends. */
  | { readonly kind: 'continue'; readonly totalBytes: number | null }
  /** The body is the file from its first byte: ranges are not served, or the file was changed. */
  | { readonly kind: 'whole'; readonly totalBytes: number | null }
  /** What came so far does not fit the file there: begin anew. */
  | { readonly kind: 'stale'; readonly reason: string }
  /** No file. `again` says whether it may come later. */
  | { readonly kind: 'refused'; readonly reason: string; readonly again: boolean; readonly afterMs: number };

/** Longest time that a server may ask us to wait. */
const LONGEST_WAIT_MS = 60_000;

/** Reads status, Content-Range and Content-Length. Trusts none of them more than it has to. */
export function readAnswer(head: AnswerHead, from: number, now = Date.now()): Answer {
  const { status } = head;
  if (status === 200) {
    const type = head.header('content-type') ?? '';
    // Portals and share links of a vanished file answer 200 with a page.
    if (/^text\/html\b/i.test(type)) {
      return {
        kind: 'refused',
        reason: 'answers with a web page instead of the file',
        again: false,
        afterMs: 0,
      };
    }
    return { kind: 'whole', totalBytes: isEncoded(head) ? null : wholeNumber(head.header('content-length')) };
  }
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(head.header('content-range') ?? '');
    if (!range || Number(range[1]) !== from || isEncoded(head)) {
      return { kind: 'stale', reason: `answers with another range than the one asked for, from ${from}` };
    }
    return { kind: 'continue', totalBytes: wholeNumber(range[3] ?? null) };
  }
  // All is there already, and the server had not said how much it is.
  if (status === 416 && head.header('content-range') === `bytes */${from}`) {
    return { kind: 'continue', totalBytes: from };
  }
  if (status === 416) return { kind: 'stale', reason: `has no bytes from ${from}` };
  return {
    kind: 'refused',
    reason: `answers with HTTP ${status}`,
    again: status >= 500 || status === 408 || status === 425 || status === 429,
    afterMs: retryAfter(head.header('retry-after'), now),
  };
}

/** Whether lengths and ranges are of a compressed form, though none was asked for. */
export const isEncoded = (head: AnswerHead): boolean =>
  !/^(?:identity)?$/i.test(head.header('content-encoding') ?? '');

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text) ? Number(text) : null;

function retryAfter(text: string | null, now: number): number {
  if (text === null) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}
