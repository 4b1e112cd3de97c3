/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeRle, decompressRle, type PixelImage, type SessionRecord } from '@medicosam/core';
import { type Browser, hasChromium, launch, rendererPeakMb, resetRendererPeak } from '@medicosam/in-chromium';
import { imageToMask } from '@medicosam/io';
import { folderSource } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeRandomVitB } from '../../../../packages/hub/test/prove/random-vit-b.js';
import { type AnnotatorPage, openAnnotator } from '../support/annotator-page.js';
import { observeLongTasks, watchMainThread } from '../support/main-thread.js';
import { cutOff, listedModels } from '../support/models.js';
import { openReference } from '../support/reference.js';
import { samplePath } from '../support/samples.js';
import { runInShell, segmentInShell } from '../support/shell.js';
import { buildSite } from '../support/sites.js';

const IMAGE = samplePath('heart-mr.png');
const CHAMBER = [244, 246, 432, 410] as const;
const shared =
  process.env['MEDICOSAM_SHARED'] ?? fileURLToPath(new URL('../../../../../shared/', import.meta.url));
const MOBILE_SAM = join(shared, 'models/mobile_sam.pt');
const VERY_SLOW_MS = 1_800_000;

const isProof = hasChromium && process.env['MEDICOSAM_PROVE'] !== undefined && process.platform === 'linux';

// Minutes, and gigabytes: `npm run prove`.
describe.runIf(isProof)('checkpoints of real size in the annotator', () => {
  let site: Awaited<ReturnType<typeof buildSite>>;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    site = await buildSite('vite');
    folder = await mkdtemp(join(tmpdir(), 'medicosam-checkpoints-'));
  }, VERY_SLOW_MS);
  afterAll(async () => {
    await site?.remove();
    if (folder) await rm(folder, { recursive: true });
  });

  /** A browser of its own, so that its memory is that of the test. */
  async function withAnnotator(body: (annotator: AnnotatorPage) => Promise<void>): Promise<void> {
    browser = await launch();
    try {
      const annotator = await openAnnotator(browser, site.folder, { prepare: observeLongTasks });
      annotator.page.setDefaultTimeout(VERY_SLOW_MS);
      await body(annotator);
      expect([annotator.elsewhere, annotator.said]).toEqual([[], []]);
      await annotator.close();
    } finally {
      await browser.close();
    }
  }

  test('MobileSAM’s own file has been fetched into ../shared/models', () => {
    expect(existsSync(MOBILE_SAM), `${MOBILE_SAM} is missing`).toBe(true);
  });

  test(
    'MobileSAM’s own file is converted in less than 1 GB to the bytes of the command line, and makes its masks, also without a network',
    async () => {
      const cache = join(folder, 'cache');
      await runInShell(['models', 'add', MOBILE_SAM], { MEDICOSAM_CACHE: cache });
      const path = (await runInShell(['models', 'path', 'mobile_sam'], { MEDICOSAM_CACHE: cache })).trim();
      const reference = await openReference(IMAGE, folderSource(path));
      await withAnnotator(async (annotator) => {
        const { page } = annotator;
        resetRendererPeak();
        const { longTasks, tasks } = await watchMainThread(browser, page, async () => {
          await page.setInputFiles('#model-file', MOBILE_SAM);
          await annotator.notice('mobile_sam is in use');
        });
        const convertedMb = rendererPeakMb();
        // As where the page opens images: what the observer reports beside that waited for a processor.
        expect(longTasks.length).toBeLessThanOrEqual(
          tasks.filter(({ durationMs }) => durationMs >= 45).length,
        );
        expect(Math.max(...tasks.map(({ workMs }) => workMs))).toBeLessThan(50);
        console.log(`mobile_sam.pt: converted within ${convertedMb} MB`);
        expect(convertedMb).toBeLessThan(1000);
        const kept = await keptFiles(annotator, 'mobile_sam');
        const made = await filesOf(path);
        expect(Object.keys(made).length).toBeGreaterThan(5);
        for (const [file, hash] of Object.entries(made)) expect([file, kept[file]]).toEqual([file, hash]);

        const masks: SessionRecord[] = [];
        const segment = async () => {
          await annotator.open(IMAGE);
          await annotator.until('ready', 'error');
          await annotator.drag(...CHAMBER);
          await annotator.click(200, 150, { modifiers: ['Alt'] });
          masks.push(await annotator.record());
        };
        await segment();
        const refused = await cutOff(annotator);
        await page.reload();
        await segment();
        expect(refused).toEqual([]);
        console.log(`mobile_sam.pt: with encoding, and again after a reload, within ${rendererPeakMb()} MB`);

        const [{ prompts } = { prompts: null }, again] = masks;
        expect(again?.prompts).toEqual(prompts);
        const rounds = prompts?.origin.rounds ?? [];
        expect(rounds.length).toBe(2);
        const [box, points] = [rounds[0]?.box, rounds[1]?.points ?? []];
        const steps = [{ box }, { points: points.map(({ x, y, label }) => [x, y, label]) }, { commit: 'a' }];
        const { pictures } = await segmentInShell(IMAGE, steps, folder, ['--model', path]);
        const expected = imageToMask(pictures[0] as PixelImage).bits;
        const logits = await reference.logits(rounds);
        if (!prompts?.mask) throw new Error('The record has no mask.');
        const { bits } = decodeRle(decompressRle(prompts.mask));
        const clear = Array.from(bits.keys()).filter((at) => Math.abs(logits[at] ?? 0) >= 1e-2);
        expect(clear.length).toBeGreaterThan(0.99 * bits.length);
        expect(clear.filter((at) => bits[at] !== expected[at])).toEqual([]);
        console.log(
          `mobile_sam.pt: of ${bits.length} pixels ${bits.length - clear.length} are near the threshold`,
        );
      });
      await reference.close();
    },
    VERY_SLOW_MS,
  );

  test(
    'a file of ViT-B’s size is converted, and encodes an image on wasm, within its memory',
    async () => {
      const path = join(folder, 'random_vit_b.safetensors');
      await writeRandomVitB(path);
      await withAnnotator(async (annotator) => {
        const { page } = annotator;
        // What is cancelled leaves nothing behind, and can be begun again.
        await page.setInputFiles('#model-file', path);
        await page.waitForSelector('.status .adding-words:text("Converting")');
        await page.click('.status .adding-cancel');
        await page.waitForSelector('.status .adding', { state: 'detached' });
        await annotator.press('l');
        await page.waitForSelector('#model-list .model');
        expect((await listedModels(annotator)).map(({ name }) => name)).toEqual(['']);
        await annotator.press('Escape');

        resetRendererPeak();
        await page.setInputFiles('#model-file', path);
        await annotator.notice('random_vit_b is in use');
        const convertedMb = rendererPeakMb();
        resetRendererPeak();
        await annotator.open(IMAGE);
        await annotator.until('ready', 'error');
        const encodedMb = rendererPeakMb();
        const { device } = await annotator.device();
        console.log(`ViT-B: converted within ${convertedMb} MB, encoded on ${device} within ${encodedMb} MB`);
        expect(await page.getAttribute('html', 'data-status')).toBe('ready');
        expect(device).toMatch(/^wasm/);
        await annotator.drag(...CHAMBER);
        expect((await annotator.record()).prompts?.origin.model.id).toBe('random_vit_b');
        expect(convertedMb).toBeLessThan(1000);
        // What wasm can address.
        expect(encodedMb).toBeLessThan(4096);
      });
    },
    VERY_SLOW_MS,
  );
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Files of a model folder that its manifest is about, by their relative path: their hashes. */
async function filesOf(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));
  const own = files.filter((file) => /^(manifest\.json|.*\.(onnx|safetensors))$/.test(file));
  return Object.fromEntries(
    await Promise.all(own.map(async (file) => [file, sha256(await readFile(join(path, file)))])),
  );
}

/** The same of a model in the browser's own file system. */
const keptFiles = ({ page }: AnnotatorPage, name: string): Promise<Record<string, string>> =>
  page.evaluate(async (folder) => {
    const hashes: Record<string, string> = {};
    async function walk(handle: FileSystemDirectoryHandle, path: string): Promise<void> {
      for await (const [entry, child] of handle.entries()) {
        const at = `${path}/${entry}`;
        if (child.kind === 'directory') await walk(child as FileSystemDirectoryHandle, at);
        // Below the folder of the conversion that made it.
        const file = at.split(`/models/${folder}/`)[1]?.replace(/^[^/]+\//, '');
        if (child.kind !== 'file' || file === undefined) continue;
        const bytes = await (await (child as FileSystemFileHandle).getFile()).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        hashes[file] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      }
    }
    await walk(await navigator.storage.getDirectory(), '');
    return hashes;
  }, name);
