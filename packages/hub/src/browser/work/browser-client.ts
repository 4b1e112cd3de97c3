import type { AbortSignalLike } from '@medicosam/core';
import { fetchAnswer } from '../../download/fetch-answer.js';
import { type HttpAnswer, type HttpClient, RefusedError } from '../../download/http-client.js';
import { platform } from '../../platform.js';

/** HTTP by the browser's own `fetch`. */
export const browserClient = (stallMs: number): HttpClient => ({
  async get(url, headers, signal) {
    const isForeign = new platform.URL(url).origin !== platform.location?.origin;
    // To a range the browser accepts the bytes as they are; without one, compressed forms whose length it hides.
    const { range = 'bytes=0-', 'if-range': validator } = headers;
    const ask = (asked: string | undefined) =>
      fetchAnswer(
        (own) =>
          platform.fetch(url, {
            signal: own,
            // The HTTP cache would keep it a second time.
            cache: 'no-store',
            headers: {
              ...(asked === undefined ? {} : { range: asked }),
              // Another site's server would be asked beforehand whether it allows this header, and few do.
              ...(isForeign || validator === undefined ? {} : { 'if-range': validator }),
            },
          }),
        stallMs,
        signal,
      );
    let answer: HttpAnswer;
    try {
      answer = await ask(range);
    } catch (error) {
      if (!isForeign || signal?.aborted || !(await isReachable(url, stallMs, signal))) throw error;
      // Older browsers ask another site's server beforehand for this header too.
      answer = await ask(headers['range']).catch(() => {
        throw new RefusedError('does not let pages of other sites read the file (CORS)');
      });
    }
    return isForeign ? readForeign(answer, range, validator) : answer;
  },
  close: async () => {},
});

/** Whether a server answers at all: the browser does not say whether it is down or forbids to be read. */
async function isReachable(
  url: string,
  stallMs: number,
  signal: AbortSignalLike | undefined,
): Promise<boolean> {
  try {
    const answer = await fetchAnswer(
      (own) => platform.fetch(url, { signal: own, method: 'HEAD', mode: 'no-cors', cache: 'no-store' }),
      stallMs,
      signal,
    );
    await answer.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Few servers show Content-Range and ETag to pages of other sites: what was asked for stands in for the first. */
function readForeign(answer: HttpAnswer, range: string, validator: string | undefined): HttpAnswer {
  if (answer.status !== 206) return answer;
  const now = answer.header(validator?.startsWith('"') ? 'etag' : 'last-modified');
  if (validator !== undefined && now !== null && now !== validator) return { ...answer, status: 416 };
  const shown = answer.header('content-range');
  const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  const length = answer.header('content-length');
  const total = length === null ? '*' : from + Number(length);
  return {
    ...answer,
    header: (name) =>
      name === 'content-range' ? (shown ?? `bytes ${from}-${from}/${total}`) : answer.header(name),
  };
}
