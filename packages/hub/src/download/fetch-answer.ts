import type { AbortSignalLike } from '@medicosam/core';
import { platform, type ResponseLike } from '../platform.js';
import type { HttpAnswer } from './http-client.js';

/** The server said nothing for too long. */
class StalledError extends Error {
  override readonly name = 'StalledError';
}

/** One request by whichever `fetch`, given up where nothing comes for `stallMs`. */
export async function fetchAnswer(
  fetch: (signal: AbortSignalLike) => Promise<ResponseLike>,
  stallMs: number,
  signal: AbortSignalLike | undefined,
): Promise<HttpAnswer> {
  const controller = new platform.AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) throw signal.reason;
  signal?.addEventListener('abort', onAbort, { once: true });
  const within = async <T>(work: Promise<T>): Promise<T> => {
    const timer = platform.setTimeout(
      () => controller.abort(new StalledError(`nothing came for ${stallMs / 1000} s`)),
      stallMs,
    );
    try {
      return await work;
    } catch (error) {
      // An aborted body rejects with the reason or with the platform's own words for it.
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      platform.clearTimeout(timer);
    }
  };
  const release = (): void => signal?.removeEventListener('abort', onAbort);
  try {
    const response = await within(fetch(controller.signal));
    const reader = response.body?.getReader();
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      async read() {
        const { value, done } = reader ? await within(reader.read()) : { value: undefined, done: true };
        return done ? undefined : value;
      },
      async cancel() {
        release();
        controller.abort();
        await reader?.cancel().catch(() => undefined);
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
