import { readFileSync } from 'node:fs';
import { hasChromium, ISOLATED, SOFTWARE_WEBGPU } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { miniModel } from '../support/mini-model.js';
import { largestDifference } from '../support/mini-run.js';
import { expectedLogits, openBrowser } from './on-page.js';
import { STRICT_CSP } from './site.js';

const WASM = 'ort-wasm-simd-threaded.asyncify.wasm';
const TIMEOUT_MS = 240_000;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let withWebgpu: typeof browser;
let expected: readonly number[];
/** A software adapter compiles shaders slowly, for half a minute of one processor: this runs beside the other tests. */
let losing: ReturnType<typeof browser.call<'masksAfterLoss'>>;
beforeAll(async () => {
  if (!hasChromium) return;
  [browser, withWebgpu] = await Promise.all([openBrowser(), openBrowser(SOFTWARE_WEBGPU)]);
  losing = withWebgpu.call('masksAfterLoss');
  losing.catch(() => {});
  expected = await browser.expected();
}, TIMEOUT_MS);
afterAll(() => Promise.all([browser?.close(), withWebgpu?.close()]));

describe.runIf(hasChromium)('a page in Chromium without WebGPU', () => {
  test(
    'gets the masks of onnx-node from wasm in a worker, with files found by wasmPaths',
    async () => {
      const setup = { device: 'wasm', wasmPaths: './ort/', watched: true, probes: true };
      const { value, error, requests, elsewhere, said } = await browser.call('masks', setup);
      expect(error).toBeUndefined();
      expect(value?.info).toMatchObject({ device: 'wasm', realm: 'own' });
      expect(value?.watched).toMatchObject({ submits: 0, threads: 0 });
      expect(largestDifference(value?.logits ?? [], expected)).toBeLessThan(1e-4);
      expect(requests.filter((path) => path.endsWith('.wasm'))).toEqual([`/ort/${WASM}`]);
      expect([elsewhere, said]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  test(
    'gets them from several threads when it is isolated, under a strict content security policy',
    async () => {
      const setup = { device: 'wasm-threads', threads: 2, watched: true };
      const site = { headers: { ...ISOLATED, ...STRICT_CSP } };
      const { value, error, elsewhere, said } = await browser.call('masks', setup, site);
      expect(error).toBeUndefined();
      expect(value?.info.device).toBe('wasm-threads');
      expect(value?.watched).toMatchObject({ submits: 0, threads: 1 });
      expect(largestDifference(value?.logits ?? [], expected)).toBeLessThan(1e-4);
      expect([elsewhere, said]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  test(
    'without a bundler finds worker and runtime by its import map',
    async () => {
      const files = { '/plain.html': readFileSync(new URL('./page/plain.html', import.meta.url)) };
      const site = { files, path: 'plain.html', headers: ISOLATED };
      const { value, error, elsewhere, said } = await browser.call('masks', {}, site);
      expect(error).toBeUndefined();
      expect(value?.info).toMatchObject({ device: 'wasm-threads', realm: 'own' });
      expect(value?.info.reasons).toContain('webgpu: The browser has WebGPU and offers no adapter.');
      expect(value?.logits.length).toBe(1);
      expect([elsewhere, said]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  test(
    'runs int8 as onnx-node does, to what the rounding of other kernels moves, and stays responsive meanwhile',
    async () => {
      const model = await miniModel(['fp32', 'int8']);
      const files = Object.fromEntries([...model.files].map(([name, bytes]) => [`/model/${name}`, bytes]));
      const { value, error } = await browser.call('responsiveness', { storage: 'int8' }, { files });
      expect(error).toBeUndefined();
      expect(value?.storage).toBe('int8');
      const theirs = await expectedLogits(model, 'int8');
      const rounding = largestDifference(theirs, expected);
      expect(rounding).toBeGreaterThan(0.01);
      expect(largestDifference(value?.logits ?? [], theirs)).toBeLessThan(rounding);
      expect(value?.longestMs).toBeLessThan(Math.max((value?.elapsedMs ?? 0) / 2, 50));
    },
    TIMEOUT_MS,
  );

  test(
    'is told both versions where the wasm file is of another version than the JavaScript',
    async () => {
      const old = readFileSync(new URL(import.meta.resolve(`onnxruntime-web/${WASM}`)));
      old.write('1.29.2', old.lastIndexOf('\x001.30.0\0', undefined, 'latin1') + 1);
      const files = { [`/old/${WASM}`]: new Uint8Array(old) };
      const { error } = await browser.call('masks', { device: 'wasm', wasmPaths: '/old/' }, { files });
      expect(error).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        message: expect.stringMatching(/1\.30\.0.*1\.29\.2/),
        details: { javascript: '1.30.0', wasm: '1.29.2' },
      });
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('devices', () => {
  test('without an adapter are wasm with threads and without, and WebGPU with the reason', async () => {
    const { value } = await browser.call('devices', {}, { headers: ISOLATED });
    expect(value?.map(({ device, usable }) => [device, usable])).toEqual([
      ['webgpu', false],
      ['wasm-threads', true],
      ['wasm', true],
    ]);
    expect(value?.[0]?.reason).toBe('The browser has WebGPU and offers no adapter.');
  });

  test('say why WebGPU cannot be looked for where workers are forbidden, and wasm stays usable', async () => {
    const site = { headers: { 'content-security-policy': "worker-src 'none'" } };
    const { value } = await browser.call('devices', {}, site);
    expect(value?.map(({ device, usable }) => [device, usable])).toContainEqual(['wasm', true]);
    expect(value?.[0]).toMatchObject({ device: 'webgpu', usable: false });
    expect(value?.[0]?.reason).toContain('worker');
  });
});

describe.runIf(hasChromium)('WebGPU in Chromium', () => {
  test('is reported with the adapter’s limits, and wasm with the reason why not with threads', async () => {
    const { value, requests } = await withWebgpu.call('devices');
    const [webgpu, threads, wasm] = value ?? [];
    expect(webgpu).toMatchObject({ device: 'webgpu', usable: true });
    expect(webgpu?.runtime).toMatch(/^onnxruntime-web 1\.30\.0, \w+/);
    expect(webgpu?.capabilities.limits['maxStorageBufferBindingSize']).toBeGreaterThan(1e8);
    expect(threads).toMatchObject({ device: 'wasm-threads', usable: false });
    expect(threads?.reason).toContain('cross-origin isolated');
    expect(threads?.hint).toContain('Cross-Origin-Embedder-Policy');
    expect(wasm).toMatchObject({ device: 'wasm', usable: true });
    expect(requests.filter((path) => path.endsWith('.wasm'))).toEqual([]);
  });

  test(
    'gives the masks of onnx-node, on a second device where the first went away',
    async () => {
      const { value, error, elsewhere } = await losing;
      expect(error).toBeUndefined();
      expect(largestDifference(value?.logits ?? [], expected)).toBeLessThan(1e-3);
      expect(value?.counted.devices).toBe(2);
      expect(value?.counted.submits).toBeGreaterThan(20);
      expect(elsewhere).toEqual([]);
    },
    TIMEOUT_MS,
  );

  // Shaders are compiled twice.
  test.runIf(process.env['MEDICOSAM_PROVE'])(
    'gives the same masks again after its device went away, from an embedding that is made anew',
    async () => {
      const { value, error, elsewhere } = await withWebgpu.call('deviceLoss');
      expect(error).toBeUndefined();
      const { before = [], after = [], counted, recovered } = value ?? {};
      expect(largestDifference(before, expected)).toBeLessThan(1e-3);
      expect(largestDifference(after, before)).toBeLessThan(1e-5);
      expect(counted?.submits).toBeGreaterThan(20);
      expect(counted?.devices).toBe(1);
      expect(recovered?.devices).toBe(2);
      // The encoder ran again: its embedding was on the device.
      expect(recovered?.submits).toBeGreaterThan(1.9 * (counted?.submits ?? 0));
      expect(elsewhere).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'keeps outputs on the device between runners, and leaves wasm usable in its realm',
    async () => {
      const { value, error } = await withWebgpu.call('deviceTensors', {}, { headers: ISOLATED });
      expect(error).toBeUndefined();
      expect(value).toEqual({
        locations: ['device', 'host'],
        values: [
          [11, 22, 33],
          [-1, -2, -3],
          [21, 42, 63],
          [11, 22, 33],
        ],
        late: 'TENSOR_DISPOSED',
        live: { graphs: 0, tensors: 0 },
      });
    },
    TIMEOUT_MS,
  );
});
