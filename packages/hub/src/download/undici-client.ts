import type { Environment } from '../cache/cache-folder.js';
import type { ResponseLike } from '../platform.js';
import { VERSION } from '../version.js';
import { fetchAnswer } from './fetch-answer.js';
import type { HttpClient } from './http-client.js';

/**
 * HTTP by undici, with the proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in either case. Node's own
 * `fetch` is not used: it takes no proxy in Node 20, and a dispatcher of another undici breaks it in later ones.
 */
export async function createUndiciClient(env: Environment, stallMs: number): Promise<HttpClient> {
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
    get: (url, headers, signal) =>
      fetchAnswer(
        async (own): Promise<ResponseLike> =>
          fetch(url, {
            dispatcher,
            signal: own as AbortSignal,
            // Lengths and ranges are those of the file, not of a compressed form.
            headers: { 'accept-encoding': 'identity', 'user-agent': `medicosam-hub/${VERSION}`, ...headers },
          }),
        stallMs,
        signal,
      ),
    close: () => dispatcher.destroy(),
  };
}
