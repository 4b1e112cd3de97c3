import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the site, as a page without a bundler has them. */
const FOLDERS: Readonly<Record<string, URL>> = {
  '/ort/': new URL('./', import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm')),
  '/core/': new URL('../../../core/dist/', import.meta.url),
  '/onnx-web/': new URL('../../dist/', import.meta.url),
  '/valibot/': new URL(
    ['node_modules', 'valibot', 'dist', ''].join('/'),
    new URL('../../../core/', import.meta.url),
  ),
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** The strictest policy under which everything works; the README states it. */
export const STRICT_CSP = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:",
};

/** A site on this machine. */
export interface Site {
  readonly address: string;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  close(): void;
}

/** Serves a built page, a model under `/model/`, {@link FOLDERS} and what else is given. */
export async function serve(
  page: string,
  model: ReadonlyMap<string, Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<Site> {
  const requests: string[] = [];
  const find = async (path: string): Promise<Uint8Array | undefined> => {
    if (files[path]) return files[path];
    if (path.startsWith('/model/')) return model.get(path.slice('/model/'.length));
    const prefix = Object.keys(FOLDERS).find((folder) => path.startsWith(folder));
    const root = prefix === undefined ? page : fileURLToPath(FOLDERS[prefix] as URL);
    const file = path === '/' ? 'index.html' : path.slice(prefix?.length ?? 0);
    return readFile(join(root, normalize(file))).catch(() => undefined);
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    requests.push(pathname);
    const body = await find(pathname);
    const type = pathname === '/' ? 'text/html' : (TYPES[extname(pathname)] ?? 'application/octet-stream');
    response.writeHead(body ? 200 : 404, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () => server.close(),
  };
}
