/// <reference lib="dom" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHub } from '@medicosam/hub';
import { type Browser, hasChromium, launch } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnnotatorPage, openAnnotator, SLOW_MS } from './support/annotator-page.js';
import { collectWords, cutOff, fixture, listedModels, saidWords } from './support/models.js';
import { openReference, overlap } from './support/reference.js';
import { samplePath } from './support/samples.js';
import { buildSite } from './support/sites.js';

const IMAGE = samplePath('nuclei-histology.png');
const NUCLEUS = [62, 119, 91, 153] as const;

// One page for all of them, in their order. The models are small, with random weights: their masks are as good as any.
describe.runIf(hasChromium)('checkpoints on the annotator page', () => {
  let site: Awaited<ReturnType<typeof buildSite>>;
  let browser: Browser;
  let annotator: AnnotatorPage;
  let folder: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([buildSite('vite'), launch()]);
    folder = await mkdtemp(join(tmpdir(), 'medicosam-models-'));
    annotator = await openAnnotator(browser, site.folder, { headers: {}, prepare: collectWords });
  }, SLOW_MS);
  afterAll(async () => {
    await annotator?.close();
    await Promise.all([browser?.close(), site?.remove()]);
    if (folder) await rm(folder, { recursive: true });
  });

  const openModels = async () => {
    await annotator.press('l');
    await annotator.page.waitForSelector('#model-list .model');
  };
  const closeNotice = () => annotator.page.click('#notice-close');

  test(
    'are converted with progress when they are dropped, and kept side by side',
    async () => {
      await annotator.drop('vit_mini.pt', await fixture('vit_mini.pt'));
      const { text } = await annotator.notice('vit_mini is in use');
      expect(text).toMatch(/kept in this browser.*licence of the weights is not known/i);
      const words = await saidWords(annotator);
      expect(words.some((said) => /^Converting vit_mini\.pt … \d+ %$/.test(said))).toBe(true);
      // Its name is taken by the time that the second one comes.
      await annotator.drop('best.pth', await fixture('tinyvit_mini.pt'));
      await annotator.notice('best is in use');
      await annotator.drop('best.pth', await fixture('vit_mini_legacy.pt'));
      await annotator.notice('best-2 is in use');
      await openModels();
      await annotator.drop('best.pth', await fixture('tinyvit_mini.pt'));
      expect((await annotator.notice('best is in use')).text).toContain('already');
      const models = await listedModels(annotator);
      expect(models.map(({ name, inUse }) => [name, inUse])).toEqual([
        ['', false],
        ['best', true],
        ['best-2', false],
        ['vit_mini', false],
      ]);
      expect(models[0]?.words).toMatch(/MedicoSAM tiny.*comes with the page.*20\.\d MB.*Apache-2\.0/);
      expect(models[2]?.words).toMatch(/256 px.*licence unknown/);
      expect(await annotator.page.textContent('#model-space')).toMatch(/\d [kM]B used, .* free/);
    },
    SLOW_MS,
  );

  test(
    'are refused in words where they are none, were cut, or do not fit, and the model stays',
    async () => {
      const half = (await fixture('vit_mini.pt')).subarray(0, 300_000);
      const notes = Buffer.from('The patient slept well.\n'.repeat(100));
      for (const [name, content] of [['notes.txt', notes] as const, ['half.pt', half] as const]) {
        await closeNotice();
        await annotator.drop(name, content);
        const notice = await annotator.notice('The file could not be made a model');
        expect(notice.code).toBe('CHECKPOINT_UNREADABLE');
        expect(notice.hint).not.toBe('');
      }
      await closeNotice();
      const { page } = annotator;
      const devtools = await page.context().newCDPSession(page);
      const { origin } = new URL(page.url());
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
      await annotator.drop('large.pt', await fixture('vit_mini_odd_storages.pt'));
      const full = await annotator.notice('The file could not be made a model');
      expect(full.code).toBe('STORAGE_FULL');
      expect(full.hint).toMatch(/Remove models/);
      await devtools.send('Storage.overrideQuotaForOrigin', { origin });
      await closeNotice();
      const models = await listedModels(annotator);
      expect(models.map(({ inUse }) => inUse)).toEqual([false, true, false, false]);
    },
    SLOW_MS,
  );

  test(
    'are offered by link, licence and citation where they are public, checked, and removed',
    async () => {
      const { page } = annotator;
      await page.click('#public-checkpoints summary');
      const row = page.locator('[data-entry="vit_t"]');
      await row.waitFor();
      expect(await row.textContent()).toMatch(/MobileSAM.*about 40\.0 MB.*Apache-2\.0.*Zhang/);
      expect(await row.locator('a').getAttribute('href')).toMatch(/^https:/);
      await page.click('[data-name="best"] summary');
      await page.click('[data-name="best"] .verify button');
      await page.waitForSelector('[data-name="best"] .verify output:text("All are as they were made")');
      const remove = page.locator('[data-name="best"] .remove');
      await remove.click();
      expect(await remove.textContent()).toMatch(/^Remove .*\?$/);
      await remove.click();
      await remove.waitFor({ state: 'detached' });
      // It was in use: the page's own is again.
      expect((await listedModels(annotator)).map(({ name, inUse }) => [name, inUse])).toEqual([
        ['', true],
        ['best-2', false],
        ['vit_mini', false],
      ]);
      await page.click('[data-name="vit_mini"] .use');
      expect(await page.isVisible('#models-dialog')).toBe(false);
      await openModels();
      expect((await listedModels(annotator)).map(({ inUse }) => inUse)).toEqual([false, false, true]);
      await annotator.press('Escape');
      expect(await page.isVisible('#models-dialog')).toBe(false);
    },
    SLOW_MS,
  );

  test(
    'are there after a reload that gets nothing but scripts and wasm, and segment as they do in Node',
    async () => {
      const { page, said } = annotator;
      const refused = await cutOff(annotator);
      await page.reload();
      await annotator.open(IMAGE);
      await annotator.until('ready', 'error');
      await annotator.drag(...NUCLEUS);
      const { origin, mask } = (await annotator.record()).prompts ?? {};
      expect(origin?.model.id).toBe('vit_mini');
      expect(refused).toEqual([]);
      await openModels();
      expect((await listedModels(annotator)).map(({ name }) => name)).toEqual(['best-2', 'vit_mini']);
      expect(await page.isVisible('#notice')).toBe(false);
      await annotator.press('Escape');
      // The page's own was asked for, in vain.
      expect(refused.map((url) => new URL(url).pathname)).toEqual([expect.stringContaining('manifest')]);
      expect(said.splice(0)).toEqual(['Failed to load resource: net::ERR_FAILED']);
      await page.context().unrouteAll();

      const checkpoint = join(folder, 'vit_mini.pt');
      await writeFile(checkpoint, await fixture('vit_mini.pt'));
      const { source, manifest } = await createHub({ cache: join(folder, 'cache'), env: {} }).pull(
        checkpoint,
      );
      expect(origin?.model.hash).toBe(manifest.hash);
      const reference = await openReference(IMAGE, source);
      const box = origin?.rounds.at(-1)?.box;
      expect(overlap(mask, await reference.mask({ box }))).toBeGreaterThanOrEqual(0.999);
      await reference.close();
    },
    SLOW_MS,
  );

  test(
    'leave the image and its objects when another is chosen, which is asked what was asked',
    async () => {
      const { page } = annotator;
      await annotator.press('Enter');
      await annotator.drag(20, 30, 60, 70);
      const before = await annotator.record();
      await openModels();
      await page.click('[data-name="best-2"] .use');
      await annotator.until('ready', 'error');
      expect(await page.textContent('#file-name')).toContain('nuclei-histology.png');
      expect(await annotator.objects()).toEqual(['Object 1']);
      expect(await page.textContent('.object .made-by')).toBe('made by vit_mini');
      const after = await annotator.record();
      expect(after.commits).toEqual(before.commits);
      expect(after.prompts?.origin.model.id).toBe('best-2');
      expect(after.prompts?.origin.rounds.at(-1)?.box).toEqual(before.prompts?.origin.rounds.at(-1)?.box);
      expect(after.prompts?.mask).not.toBeNull();

      // What two models made is opened as one.
      await page.click('.object .remove', { force: true });
      await annotator.openSession(jsonFile(after));
      const { title, text } = await annotator.notice('Session replayed');
      expect(title).toBe('Session replayed: 1 object');
      expect(text).toContain('1 made by vit_mini: as recorded');
      const again = await annotator.record();
      expect([again.commits, again.prompts]).toEqual([after.commits, after.prompts]);
    },
    SLOW_MS,
  );

  test(
    'take up an image that they read before, where that is wanted, and forget it where it is not',
    async () => {
      const { page } = annotator;
      const restored = 'Taking up what was read of the image before …';
      await openModels();
      await page.check('#image-memory');
      await annotator.press('Escape');
      for (const isKept of [false, true]) {
        await saidWords(annotator);
        await annotator.open(IMAGE);
        await annotator.until('ready', 'error');
        expect((await saidWords(annotator)).includes(restored)).toBe(isKept);
        // Writing follows the answer.
        await expect.poll(() => keptImages(annotator), { timeout: SLOW_MS }).toBe(1);
      }
      await annotator.drag(20, 30, 60, 70);
      expect((await annotator.record()).prompts?.mask).not.toBeNull();
      await openModels();
      expect(await page.textContent('#image-memory-size')).toMatch(/Now of 1 image, \d+ kB/);
      await page.uncheck('#image-memory');
      await expect.poll(() => keptImages(annotator), { timeout: SLOW_MS }).toBe(0);
      await annotator.press('Escape');
    },
    SLOW_MS,
  );

  test('have nobody asked but the page’s own site, and say nothing on the console', () => {
    expect([annotator.elsewhere, annotator.said]).toEqual([[], []]);
  });
});

/** Embeddings in the browser's own file system. */
const keptImages = ({ page }: AnnotatorPage): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('medicosam-images', { create: true });
    let count = 0;
    for await (const name of folder.keys()) if (name.endsWith('.blob')) count++;
    return count;
  });

const jsonFile = (value: unknown) => ({
  name: 'session.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
});
