import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { contentType } from './content-type.js';
import { bodyFinder, type SiteContents } from './find-body.js';
import { pathOf } from './path-of.js';

/** Headers, as `ISOLATED`. */
export type Headers = Readonly<Record<string, string>>;

/** What makes a page isolated, which threads need. */
export const ISOLATED: Headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** What a site consists of, and how it answers. */
export interface SiteOptions extends SiteContents {
  /** With every answer. */
  readonly headers?: Headers;
  /** Paths of files that the site has lost. */
  readonly missing?: RegExp;
}

/** A site on this machine. */
export interface Site {
  /** Ends with a slash. */
  readonly address: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  close(): void;
}

/** Serves folders and files as any static site does. */
export async function serve({ headers = {}, missing, ...contents }: SiteOptions): Promise<Site> {
  const find = bodyFinder(contents);
  const requests: string[] = [];
  const server = createServer(async ({ url = '/' }, response) => {
    const path = pathOf(url);
    if (path === undefined) {
      response.writeHead(400, headers).end();
      return;
    }
    requests.push(path);
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const body = missing?.test(path) ? undefined : await find(file);
    if (!body) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, {
      'content-type': contentType(file),
      'content-length': body.length,
      ...headers,
    });
    // A page that goes away before the end is no failure of the site.
    await pipeline(body.open(), response).catch(() => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () => server.close(),
  };
}
