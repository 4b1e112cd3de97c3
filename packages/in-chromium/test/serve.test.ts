import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ISOLATED, type SiteOptions, serve } from '../src/index.js';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'medicosam-serve-'));
  for (const folder of ['page/part', 'runtime']) await mkdir(join(home, folder), { recursive: true });
  await writeFile(join(home, 'page/index.html'), '<p>page</p>');
  await writeFile(join(home, 'page/part/index.html'), '<p>part</p>');
  await writeFile(join(home, 'page/two words.mjs'), 'export {};');
  await writeFile(join(home, 'runtime/run.wasm'), new Uint8Array(300_000));
  await writeFile(join(home, 'secret.json'), '{}');
});
afterAll(() => rm(home, { recursive: true }));

/** A site of the page and the runtime, until the test is over. */
async function open(options: SiteOptions = {}) {
  const site = await serve({
    folders: { '/': join(home, 'page'), '/runtime/': pathToFileURL(`${join(home, 'runtime')}/`) },
    ...options,
  });
  onTestFinished(() => site.close());
  return site;
}

/** The status of a path as it is written: `fetch` resolves dots before it asks. */
const statusOf = (address: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('a folder is its index, each file has its type and length', async () => {
  const { address } = await open();
  const found = async (path: string) => {
    const response = await fetch(`${address}${path}`);
    const { byteLength } = await response.arrayBuffer();
    const { headers, status } = response;
    return [status, headers.get('content-type'), Number(headers.get('content-length')), byteLength];
  };
  expect(await found('')).toEqual([200, 'text/html', 11, 11]);
  expect(await found('part/?query')).toEqual([200, 'text/html', 11, 11]);
  expect(await found('two%20words.mjs')).toEqual([200, 'text/javascript', 10, 10]);
  expect(await found('runtime/run.wasm')).toEqual([200, 'application/wasm', 300_000, 300_000]);
});

test('what is not there, is no file or is said to be missing is 404, and asked for all the same', async () => {
  const { address, requests } = await open({ missing: /run\.wasm$/ });
  for (const path of ['none.js', 'part', 'runtime/', 'runtime/run.wasm', 'run%00.wasm']) {
    expect((await fetch(`${address}${path}`)).status, path).toBe(404);
  }
  expect(requests).toEqual(['/none.js', '/part', '/runtime/', '/runtime/run.wasm', '/run\0.wasm']);
});

test('files in memory come before those of folders', async () => {
  const { address } = await open({ files: { '/index.html': 'mine', '/model/empty': new Uint8Array() } });
  expect(await (await fetch(address)).text()).toBe('mine');
  const empty = await fetch(`${address}model/empty`);
  expect([empty.status, await empty.text()]).toEqual([200, '']);
});

test('headers are with every answer', async () => {
  const { address } = await open({ headers: ISOLATED });
  for (const path of ['', 'none.js']) {
    const { headers } = await fetch(`${address}${path}`);
    expect(Object.fromEntries(headers)).toMatchObject(ISOLATED);
  }
});

test.each([
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/runtime/../../secret.json',
  '/runtime/..%2f..%2fsecret.json',
  '/runtime/..%2F%2e%2e%2fsecret.json',
  '//../secret.json',
])('a path cannot leave its folder: %s', async (path) => {
  const { address } = await open();
  expect(await statusOf(address, path)).toBe(404);
  // The same climb is the page where it ends at one.
  expect(await statusOf(address, path.replace('secret.json', 'part/'))).toBe(200);
});

test('a malformed path is 400, and the site goes on', async () => {
  const { address } = await open();
  expect(await statusOf(address, '/%zz')).toBe(400);
  expect((await fetch(address)).status).toBe(200);
});

test('a page that goes away while a file is sent is no failure', async () => {
  await writeFile(join(home, 'page/large.bin'), new Uint8Array(20_000_000));
  const { address } = await open();
  const controller = new AbortController();
  const response = await fetch(`${address}large.bin`, { signal: controller.signal });
  controller.abort();
  await expect(response.arrayBuffer()).rejects.toThrow();
  expect((await fetch(address)).status).toBe(200);
});
