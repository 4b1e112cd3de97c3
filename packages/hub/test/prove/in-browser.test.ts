/// <reference lib="dom" />
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hasChromium, rendererPeakMb, resetRendererPeak } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBrowser, type Visit } from '../browser/hub-page.js';
import { largestDifference, modelOfNode } from '../browser/model-of-node.js';
import { CHECKPOINT, temporaryFolder } from '../support/fixtures.js';
import { writeRandomVitB } from './random-vit-b.js';

const isProof = process.env['MEDICOSAM_PROVE'] !== undefined && process.platform === 'linux' && hasChromium;
const sharedRoot = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../shared/', import.meta.url);
const mobileSam = fileURLToPath(new URL('models/mobile_sam.pt', sharedRoot));
const isThere = existsSync(mobileSam);
if (isProof && !isThere) console.warn('No mobile_sam.pt beside the checkout: it is not dropped on a page.');

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (isProof) browser = await openBrowser();
}, 240_000);
afterAll(() => browser?.close());

async function visit(): Promise<Visit> {
  const visited = await browser.visit();
  onTestFinished(() => visited.close());
  return visited;
}

/** What a page comes to with ONNX Runtime and what an encoder computes on; weights come on top. */
const RUNTIME_MB = 600;

/** Does something in the tab, and tells how much memory its process came to, MB. */
async function measured<T>(what: string, work: () => Promise<T>): Promise<{ value: T; peakMb: number }> {
  resetRendererPeak();
  const startMs = performance.now();
  const value = await work();
  const peakMb = rendererPeakMb();
  console.log(`${what}: ${peakMb} MB, ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  return { value, peakMb };
}

/** Drops a checkpoint, and holds the model against Node's: every file, and the logits. */
async function dropAndCompare(path: string) {
  const inNode = await modelOfNode(path, []);
  const site = await visit();
  const tab = await site.open();
  const bytes = statSync(path).size;
  await tab.drop(path);
  const pulled = await measured('pull', () => tab.call('pullFile', { name: 'dropped' }));
  expect(pulled.value).toMatchObject({ value: { wasThere: false, stages: ['verify', 'read', 'convert'] } });
  // Whatever the checkpoint's size.
  expect(pulled.peakMb).toBeLessThan(400);
  // The name that the model has is no part of any other file.
  const { 'manifest.json': _, 'MODEL_CARD.md': __, ...files } = inNode.files;
  expect(await tab.call('hashes', {}, 'dropped', Object.keys(files))).toEqual({ value: files });
  // A tab of its own, whose process remembers nothing of the conversion.
  await tab.page.close();
  const next = await site.open();
  const { value, peakMb } = await measured('masks', () => next.call('masks', {}, 'dropped'));
  expect(value.error).toBeUndefined();
  expect(peakMb).toBeLessThan(RUNTIME_MB + (4 * bytes) / 2 ** 20);
  expect(largestDifference(value.value ?? [], inNode.logits)).toBeLessThan(1e-2);
}

// Encoders of a real size on wasm: `npm run prove`.
describe.runIf(isProof)('dropped on a page', () => {
  it.runIf(isThere)(
    'mobile_sam.pt becomes the same bytes and logits as in Node',
    async () => {
      await dropAndCompare(mobileSam);
    },
    600_000,
  );

  it.each([
    ['on OPFS', false],
    ['in the Cache API', true],
  ])(
    'a model that lies %s gives the logits of Node in the page’s own thread too',
    async (_, isWithoutOpfs) => {
      const inNode = await modelOfNode(CHECKPOINT, []);
      const tab = await (await visit()).open(async (page) => {
        if (!isWithoutOpfs) return;
        await page.addInitScript(() => Reflect.deleteProperty(StorageManager.prototype, 'getDirectory'));
      });
      await tab.drop(CHECKPOINT);
      await tab.call('pullFile', { name: 'mini' });
      for (const inRealm of [true, false]) {
        const { value } = await tab.call('masks', { inRealm }, 'mini');
        expect(largestDifference(value ?? [], inNode.logits)).toBeLessThan(1e-4);
      }
      if (isWithoutOpfs) return;
      const weights = (await tab.call('tree')).find((file) => file.endsWith('/weights.safetensors')) ?? '';
      await tab.call('spoil', weights);
      expect(await tab.call('masks', {}, 'mini')).toMatchObject({
        error: { code: 'MODEL_CHECKSUM_MISMATCH' },
      });
    },
    240_000,
  );

  it('a random ViT-B is converted piece by piece, and encodes on wasm', async () => {
    const path = join(temporaryFolder(), 'random_vit_b.safetensors');
    await writeRandomVitB(path);
    await dropAndCompare(path);
  }, 1_200_000);
});
