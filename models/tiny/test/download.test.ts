import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Progress } from '@medicosam/core';
import { expect, onTestFinished, test } from 'vitest';
import { download } from '../src/download.js';

const BODY = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);

/** The address of a file on a server that answers so. */
async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights`;
}

test('a file comes whole, and tells how far it is', async () => {
  const heard: Progress[] = [];
  const address = await served((_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    response.write(BODY.subarray(0, 100_000), () => response.end(BODY.subarray(100_000)));
  });
  const bytes = await download(address, 'weights', { onProgress: (progress) => heard.push(progress) });
  expect(Buffer.compare(bytes, BODY)).toBe(0);
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.map(({ fraction }) => fraction)).toEqual(
    heard.map(({ loadedBytes = 0 }) => loadedBytes / BODY.length),
  );
  expect(heard.at(-1)).toEqual({
    stage: 'download',
    loadedBytes: BODY.length,
    totalBytes: BODY.length,
    fraction: 1,
  });
});

test('of an unknown length only what has come is told', async () => {
  const heard: Progress[] = [];
  const address = await served((_, response) => {
    response.write(BODY.subarray(0, 10));
    response.end(BODY.subarray(10));
  });
  await download(address, 'weights', { onProgress: (progress) => heard.push(progress) });
  expect(heard.at(-1)).toEqual({
    stage: 'download',
    loadedBytes: BODY.length,
    totalBytes: undefined,
    fraction: undefined,
  });
});

test.each<[string, RequestListener, RegExp]>([
  ['is not there', (_, response) => response.writeHead(404).end(), /HTTP 404/],
  [
    'ends early',
    (_, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.subarray(0, 5000), () => response.destroy());
    },
    /weights could not be fetched/,
  ],
  ['has no answer', (request) => request.socket.destroy(), /weights could not be fetched/],
])('a file that %s is MODEL_FILE_MISSING, with what to do', async (_, answer, message) => {
  await expect(download(await served(answer), 'weights')).rejects.toMatchObject({
    code: 'MODEL_FILE_MISSING',
    message: expect.stringMatching(message),
    hint: expect.stringContaining('model folder'),
  });
});

test('an abort ends it with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const address = await served((_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    response.write(BODY.subarray(0, 5000));
  });
  const onProgress = () => controller.abort(reason);
  await expect(download(address, 'weights', { signal: controller.signal, onProgress })).rejects.toBe(reason);
});
