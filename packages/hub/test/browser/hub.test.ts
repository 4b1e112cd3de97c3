/// <reference lib="dom" />
import { fileURLToPath } from 'node:url';
import { hasChromium, type Page } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BYTES, CHECKPOINT, miniEntry, OTHER_CHECKPOINT, SHA256 } from '../support/fixtures.js';
import { openBrowser, type Tab, type Visit } from './hub-page.js';
import { largestDifference, type ModelOfNode, modelOfNode } from './model-of-node.js';

const TIMEOUT_MS = 240_000;
/** A second for each further case: `npm run prove`. */
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;
const WAIT = { timeout: 60_000 };
/** A file of a model that has no record. */
const HALF_DONE = /^medicosam\/models\/mini\/[^/]+\/weights/;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let inNode: ModelOfNode;
beforeAll(async () => {
  if (!hasChromium) return;
  [browser, inNode] = await Promise.all([openBrowser(), modelOfNode(CHECKPOINT, [miniEntry([])])]);
}, TIMEOUT_MS);
afterAll(() => browser?.close());

async function visit(): Promise<Visit> {
  const visited = await browser.visit();
  onTestFinished(() => visited.close());
  return visited;
}

/** The paths of a hub's storage but for the generations' names. */
const tree = async (tab: Tab): Promise<string[]> =>
  (await tab.call('tree')).map((path) => path.replace(/\/[^/]+-[^/]+\//, '/*/'));

describe.runIf(hasChromium)('a dropped checkpoint', () => {
  it(
    'becomes the same bytes as in Node, and is there after a reload without any other site',
    async () => {
      const site = await visit();
      const first = await site.open();
      await first.drop(CHECKPOINT);
      const { value, error } = await first.call('pullFile', { entries: [miniEntry([])] });
      expect(error).toBeUndefined();
      expect(value).toMatchObject({ name: 'mini', wasThere: false, entry: 'mini' });
      expect(value?.manifest).toEqual(inNode.manifest);
      expect(value?.stages).toEqual(['verify', 'read', 'convert']);
      expect(await first.call('hashes', {}, 'mini', Object.keys(inNode.files))).toEqual({
        value: inNode.files,
      });
      await first.page.reload();
      expect(await first.call('list')).toMatchObject({
        value: [{ name: 'mini', record: { entry: 'mini', url: null, sha256: SHA256 } }],
      });
      const { value: logits, error: failed } = await first.call('masks', {}, 'mini');
      expect(failed).toBeUndefined();
      expect(largestDifference(logits ?? [], inNode.logits)).toBeLessThan(1e-4);
      await first.drop(CHECKPOINT);
      expect(await first.call('pullFile', { entries: [miniEntry([])] })).toMatchObject({
        value: { name: 'mini', wasThere: true, stages: ['verify'] },
      });
      expect([site.elsewhere, first.said]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a model', () => {
  it(
    'of unknown hash, or of a package, is kept; is verified file by file; and is removed',
    async () => {
      const tab = await (await visit()).open();
      await tab.drop(OTHER_CHECKPOINT);
      const { value: made } = await tab.call('pullFile', { root: 'other', storages: ['w16'] });
      // No registry has its hash: recognised by its tensors, named after its file.
      const name = 'vit_mini_odd_storages';
      expect(made).toMatchObject({ name, entry: null, manifest: { weights: [{ storage: 'w16' }] } });
      expect(await tab.call('pullFile', { root: 'other', storages: ['fp32'] })).toMatchObject({
        error: { code: 'INVALID_ARGUMENT', hint: expect.stringContaining('hub.remove') },
      });
      const { value: copied, error } = await tab.call('pullModel', {}, 'other', name);
      expect(error).toBeUndefined();
      expect(copied).toMatchObject({ name, wasThere: false, stages: ['read'] });
      expect(copied?.manifest).toEqual(made?.manifest);
      expect(await tab.call('pullModel', {}, 'other', name)).toMatchObject({ value: { wasThere: true } });
      expect(await tab.call('get', {}, name)).toMatchObject({
        value: { record: null, bytes: expect.any(Number) },
      });
      expect(await tab.call('verify', {}, name)).toEqual({ value: [] });
      const weights = (await tab.call('tree')).find((path) => /^medicosam\/.*\/weights/.test(path)) ?? '';
      expect(await tab.call('spoil', weights)).toEqual({});
      expect(await tab.call('verify', {}, name)).toEqual({
        value: [{ file: 'weights.w16.safetensors', state: 'differs' }],
      });
      expect(await tab.call('remove', {}, name)).toEqual({ value: true });
      expect(await tab.call('remove', {}, name)).toEqual({ value: false });
      expect(await tab.call('verify', {}, name)).toMatchObject({ error: { code: 'MODEL_NOT_FOUND' } });
      expect(await tab.call('hashes', {}, name, ['weights.w16.safetensors'])).toMatchObject({
        error: { code: 'MODEL_NOT_FOUND', hint: expect.stringContaining('hub.pull') },
      });
      expect((await tab.call('tree')).filter((path) => path.startsWith('medicosam/'))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it.runIf(isProof)(
    'is written by a worker of the page’s own, in an older browser too; half a record is none',
    async () => {
      const tab = await (await visit()).open();
      await tab.drop(CHECKPOINT);
      const setup = { oldWorker: true, entries: [miniEntry([])] };
      expect(await tab.call('pullFile', setup)).toMatchObject({ value: { wasThere: false } });
      expect(await tab.call('pullFile', setup)).toMatchObject({ value: { wasThere: true } });
      expect(await tab.call('spoil', 'medicosam/models/mini/record.json')).toEqual({});
      expect(await tab.call('list')).toEqual({ value: [] });
      expect(await tab.call('pullFile', setup)).toMatchObject({ value: { wasThere: false } });
      expect(await tab.call('hashes', {}, 'mini', Object.keys(inNode.files))).toEqual({
        value: inNode.files,
      });
      const generations = (await tab.call('tree')).map((path) => path.split('/')[3]);
      expect(new Set(generations)).toHaveProperty('size', 2);
    },
    TIMEOUT_MS,
  );

  it(
    'is kept in the Cache API where there is no OPFS, in the same bytes',
    async () => {
      const site = await visit();
      const without = (page: Page) =>
        page.addInitScript(() => Reflect.deleteProperty(StorageManager.prototype, 'getDirectory'));
      const tab = await site.open(without);
      await tab.drop(CHECKPOINT);
      expect(await tab.call('pullFile', { entries: [miniEntry([])] })).toMatchObject({
        value: { name: 'mini', wasThere: false },
      });
      await tab.page.reload();
      expect(await tab.call('hashes', {}, 'mini', Object.keys(inNode.files))).toEqual({
        value: inNode.files,
      });
      expect(await tab.call('verify', {}, 'mini')).toEqual({ value: [] });
      expect(await tab.call('list')).toMatchObject({ value: [{ name: 'mini' }] });
      // Another tab has OPFS, and nothing in it.
      expect(await tree(await site.open())).toEqual([]);
      expect(await tab.call('remove', {}, 'mini')).toEqual({ value: true });
      expect(
        await tab.page.evaluate(async () => (await (await caches.open('medicosam')).keys()).length),
      ).toBe(0);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('tabs', () => {
  it.runIf(isProof)(
    'that want the same model make it once',
    async () => {
      const site = await visit();
      const tabs = await Promise.all([site.open(), site.open()]);
      const answers = await Promise.all(
        tabs.map(async (tab) => {
          await tab.drop(CHECKPOINT);
          return tab.call('pullFile');
        }),
      );
      expect(answers.map(({ value }) => value?.wasThere).sort()).toEqual([false, true]);
      const [first] = tabs as [Tab, Tab];
      expect(new Set((await first.call('tree')).map((path) => path.split('/')[3]))).toHaveProperty('size', 2);
    },
    TIMEOUT_MS,
  );

  it(
    'wait for one that works on it, and take over from one that is closed in the middle',
    async () => {
      const site = await visit();
      const working = await site.open();
      await working.drop(CHECKPOINT);
      await working.call('pullFile', { root: 'other', name: 'mini' });
      const cutOff = working.call('pullStalling', {}, 'other', 'mini').catch(() => 'closed');
      await expect.poll(() => working.call('tree'), WAIT).toContainEqual(expect.stringMatching(HALF_DONE));
      const waiting = await site.open();
      await waiting.drop(CHECKPOINT);
      expect(await waiting.call('list')).toEqual({ value: [] });
      expect(await waiting.call('pullFile', { name: 'mini', abortAt: 'wait' })).toEqual({
        error: { message: 'enough' },
      });
      const pulled = waiting.call('pullFile', { name: 'mini' });
      await expect.poll(() => waiting.call('stages'), WAIT).toEqual(['verify', 'wait']);
      await working.page.close();
      expect(await cutOff).toBe('closed');
      expect(await pulled).toMatchObject({ value: { name: 'mini', wasThere: false } });
      expect(await waiting.call('verify', {}, 'mini')).toEqual({ value: [] });
      const generations = (await waiting.call('tree'))
        .filter((path) => path.startsWith('medicosam/'))
        .map((path) => path.split('/')[3]);
      expect(new Set(generations)).toHaveProperty('size', 2);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('nothing half-done is used', () => {
  it.each(isProof ? ['verify', 'read', 'convert'] : ['convert'])(
    'after an abort at %s, and the next call makes it',
    async (abortAt) => {
      const tab = await (await visit()).open();
      await tab.drop(CHECKPOINT);
      expect(await tab.call('pullFile', { abortAt, name: 'mini' })).toEqual({ error: { message: 'enough' } });
      expect(await tree(tab)).toEqual([]);
      expect(await tab.call('list')).toEqual({ value: [] });
      expect(await tab.call('pullFile', { name: 'mini' })).toMatchObject({ value: { wasThere: false } });
      expect(await tab.call('verify', {}, 'mini')).toEqual({ value: [] });
    },
    TIMEOUT_MS,
  );

  it(
    'where the storage is full, which is told with what is needed and free',
    async () => {
      const site = await visit();
      const tab = await site.open();
      const devtools = await site.context.newCDPSession(tab.page);
      const origin = site.address.replace(/\/$/, '');
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 300_000 });
      await tab.drop(CHECKPOINT);
      const full = await tab.call('pullFile', { name: 'mini' });
      expect(full).toMatchObject({ error: { code: 'STORAGE_FULL', details: { neededBytes: BYTES.length } } });
      // Chromium may tell of 10 GB whatever the quota is: what cannot be true is not said.
      expect(full.error?.details?.['freeBytes'] ?? 0).toBeLessThan(BYTES.length);
      expect(await tree(tab)).toEqual([]);
      expect(await tab.call('estimate')).toMatchObject({
        value: { usedBytes: expect.any(Number), quotaBytes: expect.any(Number), persisted: false },
      });
    },
    TIMEOUT_MS,
  );

  it(
    'without storage, or without the worker, and the error says so',
    async () => {
      const site = await visit();
      const bare = await site.open((page) =>
        page.addInitScript(() => {
          Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
          Reflect.deleteProperty(globalThis, 'caches');
        }),
      );
      expect(await bare.call('list')).toMatchObject({
        error: { code: 'FILE_UNWRITABLE', hint: expect.stringContaining('HTTPS') },
      });
      const idle = await site.open((page) => page.route(/worker/, (route) => route.abort()));
      await idle.drop(CHECKPOINT);
      expect(await idle.call('pullFile')).toMatchObject({
        error: { code: 'BACKEND_UNAVAILABLE', hint: expect.stringContaining('createHub({ worker })') },
      });
    },
    TIMEOUT_MS,
  );

  it('of a file that is no checkpoint', async () => {
    const tab = await (await visit()).open();
    await tab.drop(fileURLToPath(import.meta.url));
    expect(await tab.call('pullFile')).toMatchObject({ error: { code: 'CHECKPOINT_UNREADABLE' } });
    expect(await tree(tab)).toEqual([]);
  });
});
