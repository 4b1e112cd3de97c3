import type { MemoryFolder } from '@medicosam/convert';
import { readManifest } from '@medicosam/core';
import {
  type Browser,
  type BuiltPage,
  buildPage,
  hasChromium,
  ISOLATED,
  launch,
  SOFTWARE_WEBGPU,
} from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { miniModel } from '../support/mini-model.js';
import { largestDifference } from '../support/mini-run.js';
import { openFailures } from './failures-site.js';

const TIMEOUT_MS = 240_000;

let browser: Browser;
let built: BuiltPage;
let mini: MemoryFolder;
beforeAll(async () => {
  if (!hasChromium) return;
  [mini, built, browser] = await Promise.all([
    miniModel(),
    buildPage(new URL('./failures-page/', import.meta.url)),
    launch(),
  ]);
}, TIMEOUT_MS);
afterAll(() => Promise.all([browser?.close(), built?.remove()]));

const open = (headers?: Readonly<Record<string, string>>, files = mini.files) =>
  openFailures(browser, built.folder, files, headers);

describe.runIf(hasChromium)('without WebGPU', () => {
  test(
    'a page runs on wasm and says why, and WebGPU by name is DEVICE_UNAVAILABLE',
    async () => {
      const { call } = await open(ISOLATED);
      const { value } = await call('load');
      expect(value).toMatchObject({ device: 'wasm-threads', realm: 'own', hasSharedMemory: true });
      expect(value?.reasons.join()).toContain('webgpu: The browser has WebGPU and offers no adapter.');
      const { error } = await call('load', 'webgpu');
      expect(error).toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
        message: expect.stringContaining('no adapter'),
        hint: expect.any(String),
      });
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('without SharedArrayBuffer', () => {
  test(
    'a page runs on wasm with one thread and says why, and threads by name are DEVICE_UNAVAILABLE',
    async () => {
      const { call } = await open();
      const { value } = await call('load');
      expect(value).toMatchObject({ device: 'wasm', realm: 'own', hasSharedMemory: false });
      expect(value?.reasons.join()).toContain('cross-origin isolated');
      const { error } = await call('load', 'wasm-threads');
      expect(error).toMatchObject({
        code: 'DEVICE_UNAVAILABLE',
        message: expect.stringContaining('cross-origin isolated'),
        hint: expect.any(String),
      });
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('where workers are forbidden', () => {
  test(
    'loading is BACKEND_UNAVAILABLE, and says what to do',
    async () => {
      const { call } = await open({ 'content-security-policy': "worker-src 'none'" });
      const { error } = await call('load', 'wasm');
      expect(error).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        hint: expect.stringContaining('inRealm: true'),
      });
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a model of which one bit was altered', () => {
  test.each(['weights', 'graph'] as const)(
    'in its %s is MODEL_CHECKSUM_MISMATCH in a worker',
    async (kind) => {
      const manifest = readManifest(mini.files.get('manifest.json'));
      const encoder = manifest.graphs.find(({ part }) => part === 'encoder');
      const file = (kind === 'weights' ? encoder?.weights : encoder?.file) ?? '';
      const bytes = Uint8Array.from(mini.files.get(file) ?? []);
      const last = bytes.length - 1;
      bytes[last] = (bytes[last] ?? 0) ^ 1;
      const { call } = await open({}, new Map([...mini.files, [file, bytes]]));
      const { error } = await call('load');
      expect(error).toMatchObject({
        code: 'MODEL_CHECKSUM_MISMATCH',
        message: expect.stringContaining(file),
      });
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a worker', () => {
  test(
    'that ends by itself rejects every pending and later call with REALM_LOST, and the next one works',
    async () => {
      const { call, page } = await open();
      const before = await call('load', 'wasm');
      expect(before.error).toBeUndefined();
      const [worker] = page.workers();
      await call('begin');
      await worker?.evaluate(() => (globalThis as unknown as { close(): void }).close());
      const { value: outcomes = [] } = await call('outcomes');
      expect(outcomes).toHaveLength(8);
      expect(outcomes.filter((code) => code !== 'done' && code !== 'REALM_LOST')).toEqual([]);
      expect(outcomes.filter((code) => code === 'REALM_LOST').length).toBeGreaterThan(2);
      const later = await call('ask');
      expect(later.error).toMatchObject({
        code: 'REALM_LOST',
        message: expect.stringContaining('its worker has ended'),
        hint: expect.any(String),
      });
      const again = await call('load', 'wasm');
      expect(largestDifference(again.value?.logits ?? [], before.value?.logits ?? [0])).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'whose predictor is disposed of while it works rejects with DISPOSED, and is gone',
    async () => {
      const { call, page } = await open();
      await call('load', 'wasm');
      expect(page.workers()).toHaveLength(1);
      await call('begin');
      await call('dispose');
      const { value: outcomes = [] } = await call('outcomes');
      // The last was the embedding's serialising, which is no call to the predictor and may have been quicker.
      expect(outcomes.slice(0, -1)).toEqual(Array.from({ length: 7 }, () => 'DISPOSED'));
      expect((await call('ask')).error).toMatchObject({ code: 'DISPOSED' });
      await expect.poll(() => page.workers().length).toBe(0);
    },
    TIMEOUT_MS,
  );
});

/** The process id of a browser's GPU process. */
async function gpuProcess(of: Browser): Promise<number | undefined> {
  const session = await of.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type.toLowerCase() === 'gpu')?.id;
}

// A software adapter compiles all shaders twice: for `npm run prove`. That a device is destroyed is tested always.
describe.runIf(hasChromium && process.env['MEDICOSAM_PROVE'])('the GPU process', () => {
  test('that is killed costs one slow answer', async () => {
    const withWebgpu = await launch({ flags: SOFTWARE_WEBGPU });
    try {
      const { call } = await openFailures(withWebgpu, built.folder, mini.files);
      const before = await call('load', 'webgpu');
      expect(before.error).toBeUndefined();
      const first = await gpuProcess(withWebgpu);
      // chrome://gpucrash was seen to leave a driven Chromium's process as it was.
      process.kill(first ?? Number.NaN, 'SIGKILL');
      const after = await call('ask');
      expect(after.error).toBeUndefined();
      expect(largestDifference(after.value ?? [], before.value?.logits ?? [0])).toBeLessThan(1e-5);
      const second = await gpuProcess(withWebgpu);
      expect([first, second]).toEqual([expect.any(Number), expect.any(Number)]);
      expect(second).not.toBe(first);
    } finally {
      await withWebgpu.close();
    }
  }, 600_000);
});
