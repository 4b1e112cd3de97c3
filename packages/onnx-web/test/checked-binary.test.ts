import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkedBinary, WASM_FILE } from '../src/runtime/checked-binary.js';

/** The beginning of a wasm file, and among zeros the version that it states. */
const wasmOf = (version: string) => Buffer.from(`\0asm\x01\0\0\0data\0${version}\0Expected\0`, 'latin1');

const FILES: Readonly<Record<string, Buffer>> = {
  [`/right/${WASM_FILE}`]: wasmOf('1.30.0'),
  [`/old/${WASM_FILE}`]: wasmOf('1.29.2'),
  [`/none/${WASM_FILE}`]: wasmOf('no number'),
  [`/page/${WASM_FILE}`]: Buffer.from('<!doctype html>'),
  '/hashed.wasm': wasmOf('1.30.0'),
};

let server: Server;
let site: string;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    response.writeHead(FILES[url] ? 200 : 404).end(FILES[url]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('a wasm file', () => {
  test('of the version of the JavaScript is given, from a folder, by its address or beside its script', async () => {
    const right = new Uint8Array(wasmOf('1.30.0'));
    for (const paths of [
      `${site}/right/`,
      { wasm: `${site}/hashed.wasm` },
      { wasm: new URL(`${site}/hashed.wasm`) },
      { mjs: `${site}/right/ort-wasm-simd-threaded.asyncify.mjs` },
    ]) {
      expect(await checkedBinary(paths, '1.30.0')).toEqual(right);
    }
  });

  test('of another version is refused, with both versions', async () => {
    await expect(checkedBinary(`${site}/old/`, '1.30.0')).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringMatching(/JavaScript is of version 1\.30\.0, its wasm file .* of 1\.29\.2\.$/),
      hint: expect.stringContaining('wasmPaths'),
      details: { javascript: '1.30.0', wasm: '1.29.2' },
    });
  });

  test.each([
    ['none', 'an unknown one'],
    ['page', 'no WebAssembly file'],
    ['missing', 'status 404'],
  ])('of which the server has %s is refused: %s', async (folder, words) => {
    await expect(checkedBinary(`${site}/${folder}/`, '1.30.0')).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringContaining(words),
    });
  });

  test('of a server that does not answer is refused', async () => {
    await expect(checkedBinary('http://127.0.0.1:9/', '1.30.0')).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      cause: expect.any(Error),
    });
  });
});
