/// <reference lib="dom" />
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeRle, decompressRle, type SessionRecord } from '@medicosam/core';
import { type Browser, hasChromium, launch } from '@medicosam/in-chromium';
import { readLabels } from '@medicosam/io/labels';
import { openImages } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnnotatorPage, openAnnotator, SLOW_MS } from './support/annotator-page.js';
import { smallSeries } from './support/series.js';
import { buildSite } from './support/sites.js';

// One page for all of them, in their order.
describe.runIf(hasChromium)('a volume in the annotator', () => {
  let site: Awaited<ReturnType<typeof buildSite>>;
  let browser: Browser;
  let annotator: AnnotatorPage;
  let folder: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([buildSite('vite'), launch()]);
    folder = await mkdtemp(join(tmpdir(), 'medicosam-volumes-'));
    annotator = await openAnnotator(browser, site.folder, { headers: {} });
  }, SLOW_MS);
  afterAll(async () => {
    await annotator?.close();
    await Promise.all([browser?.close(), site?.remove()]);
    if (folder) await rm(folder, { recursive: true });
  });

  test(
    'shows its middle slice first, and goes on by wheel, keys and slider',
    async () => {
      const { page } = annotator;
      const series = join(folder, 'series');
      await mkdir(join(series, 'part'), { recursive: true });
      await writeFile(join(series, '.hidden'), 'no image');
      await writeFile(join(series, 'notes.json'), '{}');
      for (const [number, { name, buffer }] of (await smallSeries()).entries()) {
        await writeFile(join(series, number % 2 === 0 ? name : `part/${name}`), buffer);
      }
      await annotator.dropPaths([series]);
      expect(await page.isVisible('#notice')).toBe(false);
      await annotator.toSlice('k2', async () => {});
      expect(await page.textContent('#slice-value')).toBe('3 / 4');
      await annotator.toSlice('k3', async () => {
        await page.hover('.stage canvas');
        await page.mouse.wheel(0, 100);
      });
      await annotator.toSlice('k2', () => page.keyboard.press('PageUp'));
      await annotator.toSlice('k0', () => page.keyboard.press('Home'));
      await annotator.toSlice('k1', () => page.locator('#slice').fill('1'));
      const zoom = await page.textContent('#zoom');
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -100);
      await page.keyboard.up('Control');
      expect(await page.textContent('#slice-value')).toBe('2 / 4');
      expect(await page.textContent('#zoom')).not.toBe(zoom);
      await page.click('#fit');
    },
    SLOW_MS,
  );

  test(
    'is segmented slice by slice, as one object, and every step is undone where it was',
    async () => {
      const { page } = annotator;
      await annotator.until('ready');
      await annotator.click(32, 24);
      await annotator.press('Enter');
      expect(await page.textContent('#current-title')).toContain('Object 1');
      await annotator.toSlice('k3', () => annotator.press('End'));
      await annotator.click(32, 24);
      expect(await page.textContent('#keep')).toBe('Add to object');
      await annotator.press('Enter');
      await annotator.press('n');
      await annotator.drag(8, 8, 40, 40);
      await annotator.press('Enter');
      expect(await annotator.objects()).toEqual(['Object 1', 'Object 2']);
      expect(await slicesOf(annotator)).toEqual([
        [1, 'k1'],
        [1, 'k3'],
        [2, 'k3'],
      ]);
      // Gone back to: no encoder runs for it, and its mask is there.
      await annotator.toSlice('k1', () => page.locator('#slice').fill('1'));
      await annotator.toSlice('k3', () => annotator.press('Control+z'));
      expect(await annotator.objects()).toEqual(['Object 1']);
      await annotator.toSlice('k1', () => page.locator('#slice').fill('1'));
      await annotator.toSlice('k3', () => annotator.press('Control+z'));
      expect(await slicesOf(annotator)).toEqual([[1, 'k1']]);
      await annotator.press('Control+y');
      await annotator.press('Control+y');
      expect((await slicesOf(annotator)).length).toBe(3);
      await annotator.rename(0, 'skull');
      const { commits } = await annotator.record();
      expect(commits.map(({ label }) => label)).toEqual(['skull', 'skull', 'Object 2']);
    },
    SLOW_MS,
  );

  test(
    'leaves as DICOM SEG and NIfTI with the voxels that were seen, and comes back from them',
    async () => {
      const { page } = annotator;
      const drawn = masksOf(await annotator.record());
      const seg = await annotator.exportedLabels('dicom-seg');
      const nifti = await annotator.exportedLabels('nifti');
      expect([seg.name, nifti.name]).toEqual(['series.seg.dcm', 'series.labels.nii.gz']);
      const files = (await smallSeries()).map(({ name, buffer }) => new File([buffer], name));
      const { items } = await openImages(files);
      const source = await items[0]?.read?.();
      if (!source) throw new Error('The file holds a volume.');
      const read = await readLabels(seg.bytes, source);
      expect(read.objects.map(({ name }) => name)).toEqual(['skull', 'Object 2']);
      const found = read.objects.flatMap(({ masks }, object) =>
        masks.map(({ index, mask }) => [`${object + 1} k${index}`, [...mask.bits].join('')]),
      );
      expect(Object.fromEntries(found)).toEqual(drawn);

      for (let left = 1; left >= 0; left--) {
        await page.locator('.object .remove').first().click({ force: true });
        expect((await annotator.objects()).length).toBe(left);
      }
      await annotator.drop(seg.name, seg.bytes);
      await annotator.notice(`2 objects of ${seg.name}`);
      expect(await annotator.objects()).toEqual(['skull', 'Object 2']);
      expect(masksOf(await annotator.record())).toEqual(drawn);

      // A session is replayed on the slices that it was made on.
      const saved = await annotator.record();
      await annotator.press('Control+z');
      expect(await annotator.objects()).toEqual([]);
      await annotator.press('Control+z');
      await annotator.press('Control+z');
      const prompted = await annotator.record();
      expect(prompted.commits.map(({ origin }) => origin?.rounds.length)).toEqual([1, 1, 1]);
      await annotator.openSession(jsonFile(prompted));
      const { text } = await annotator.notice('Session replayed: 3 objects');
      expect(Number(/at least (\d\.\d+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(0.999);
      expect(masksOf(await annotator.record())).toEqual(drawn);
      expect(masksOf(saved)).toEqual(drawn);

      // A label map has the volume's size, and whole numbers: it may be either.
      await annotator.drop(nifti.name, nifti.bytes);
      await page.click('#open-as-labels');
      await annotator.notice(`2 objects of ${nifti.name}`);
      expect((await annotator.objects()).slice(2)).toEqual(['Label 1', 'Label 2']);
      await annotator.press('Control+z');
      expect(await annotator.objects()).toEqual(['skull', 'Object 2']);
      expect([annotator.elsewhere, annotator.said]).toEqual([[], []]);
    },
    SLOW_MS,
  );
});

const jsonFile = (value: unknown) => ({
  name: 'session.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
});

/** Colour index and slice of each kept mask. */
const slicesOf = async (annotator: AnnotatorPage) =>
  (await annotator.record()).commits.map(({ colorIndex, target: { slice } }) => [
    colorIndex,
    `${slice?.axis}${slice?.index}`,
  ]);

/** The pixels of each kept mask. */
const masksOf = ({ commits }: SessionRecord) =>
  Object.fromEntries(
    commits.map(({ colorIndex, target: { slice }, mask }) => [
      `${colorIndex} ${slice?.axis}${slice?.index}`,
      [...decodeRle(decompressRle(mask)).bits].join(''),
    ]),
  );
