import type { AbortSignalLike } from '@medicosam/core';
import type { Environment } from '../cache/cache-folder.js';
import { VERSION } from '../version.js';
import type { AnswerHead } from './read-answer.js';

/** An answer whose body was not read yet. */
export interface HttpAnswer extends AnswerHead {
  /** The next bytes; undefined at the end. Rejects when the connection breaks or stalls. */
  read(): Promise<Uint8Array | undefined>;
  /** Lets go of the connection. */
  cancel(): Promise<void>;
}

/** Fetches. One for each pull; `close` ends its connections. */
export interface HttpClient {
  get(url: string, headers: Readonly<Record<string, string>>, signal?: AbortSignalLike): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** The server said nothing for too long. */
class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * HTTP by undici, with the proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in either case. Node's own
 * `fetch` is not used: it takes no proxy in Node 20, and a dispatcher of another undici breaks it in later ones.
 */
export async function createHttpClient(env: Environment, stallMs: number): Promise<HttpClient> {
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const proxy = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy('HTTP_PROXY'),
    httpsProxy: proxy('HTTPS_PROXY'),
    noProxy: proxy('NO_PROXY'),
    // Silence is ours to notice, before an answer and within it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    async get(url, headers, signal) {
      const controller = new AbortController();
      const onAbort = (): void => controller.abort(signal?.reason);
      if (signal?.aborted) throw signal.reason;
      signal?.addEventListener('abort', onAbort, { once: true });
      const within = async <T>(work: Promise<T>): Promise<T> => {
        const timer = setTimeout(
          () => controller.abort(new StalledError(`nothing came for ${stallMs / 1000} s`)),
          stallMs,
        );
        try {
          return await work;
        } catch (error) {
          // An aborted body rejects with the reason or with undici's own words for it.
          throw controller.signal.aborted ? controller.signal.reason : error;
        } finally {
          clearTimeout(timer);
        }
      };
      const release = (): void => signal?.removeEventListener('abort', onAbort);
      try {
        const response = await within(
          fetch(url, {
            dispatcher,
            signal: controller.signal,
            // Lengths and ranges are those of the file, not of a compressed form.
            headers: { 'accept-encoding': 'identity', 'user-agent': `medicosam-hub/${VERSION}`, ...headers },
          }),
        );
        const reader = response.body?.getReader();
        return {
          status: response.status,
          header: (name) => response.headers.get(name),
          async read() {
            const { value, done } = reader ? await within(reader.read()) : { value: undefined, done: true };
            return done ? undefined : (value as Uint8Array);
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
    },
    close: () => dispatcher.destroy(),
  };
}
