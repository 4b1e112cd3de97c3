import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What makes a page isolated, which threads need. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** A site on this machine. */
export interface Site {
  readonly address: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  close(): void;
}

/** How a site answers. */
export interface SiteOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Files that the site has lost. */
  readonly missing?: RegExp;
}

/** Serves a folder as any static site does. */
export async function serve(
  folder: string,
  { headers = ISOLATED, missing }: SiteOptions = {},
): Promise<Site> {
  const requests: string[] = [];
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    requests.push(pathname);
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const isThere = !missing?.test(pathname);
    const body = isThere ? await readFile(join(folder, normalize(file))).catch(() => undefined) : undefined;
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () => server.close(),
  };
}
