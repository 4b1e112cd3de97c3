import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** TensorFlow.js's wasm files, which `setWasmPaths` names. */
const WASM = new URL('./', import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export const ISOLATED = {
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

/** Serves a built page, and under `/tfjs-wasm/` the files of TensorFlow.js. */
export async function serve(page: string, headers: Readonly<Record<string, string>> = {}): Promise<Site> {
  const requests: string[] = [];
  const find = (path: string): Promise<Uint8Array | undefined> => {
    const isWasm = path.startsWith('/tfjs-wasm/');
    const root = isWasm ? fileURLToPath(WASM) : page;
    const file = isWasm ? path.slice('/tfjs-wasm/'.length) : path;
    return readFile(join(root, normalize(file))).catch(() => undefined);
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    requests.push(pathname);
    const path = pathname === '/' ? '/index.html' : pathname;
    const body = await find(path);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () => server.close(),
  };
}
