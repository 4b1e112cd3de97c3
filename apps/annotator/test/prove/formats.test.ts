/// <reference lib="dom" />
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { decodeRle, decompressRle, isMedicoSamError, type SessionRecord } from '@medicosam/core';
import { type Browser, hasChromium, launch } from '@medicosam/in-chromium';
import { readLabels } from '@medicosam/io/labels';
import { folderFiles } from '@medicosam/io/node';
import { openImages, type SourceVolume } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileKind } from '../../src/images/file-kind.js';
import { OpenedSource } from '../../src/images/opened-source.js';
import { pickedFile } from '../../src/images/picked-file.js';
import { type AnnotatorPage, openAnnotator } from '../support/annotator-page.js';
import { hasSharedData, sharedPath } from '../support/shared-data.js';
import { buildSite } from '../support/sites.js';

const VERY_SLOW_MS = 1_800_000;
const isProof = hasChromium && process.env['MEDICOSAM_PROVE'] !== undefined;

// Minutes: `npm run prove`.
describe.runIf(isProof)('formats in the annotator', () => {
  let site: Awaited<ReturnType<typeof buildSite>>;
  let browser: Browser;
  let annotator: AnnotatorPage;
  beforeAll(async () => {
    [site, browser] = await Promise.all([buildSite('vite'), launch()]);
    annotator = await openAnnotator(browser, site.folder);
    annotator.page.setDefaultTimeout(VERY_SLOW_MS);
  }, VERY_SLOW_MS);
  afterAll(async () => {
    await annotator?.close();
    await Promise.all([browser?.close(), site?.remove()]);
  });

  test('the larger data set lies beside the checkout', () => {
    expect(hasSharedData, `${sharedPath('dicom')} is missing`).toBe(true);
  });

  test.each([
    ['dicom/series_ct_liver', 'dicom/liver.dcm', 'Liver'],
    ['volumes/spleen_ct_image.nii.gz', 'volumes/spleen_ct_label.nii.gz', 'Label 1'],
    ['volumes/breast_mr_image.nrrd', 'volumes/breast_mr_label.nrrd', 'Label 1'],
  ])(
    '%s with its labels and an object drawn on two slices leaves in every format, with the voxels that were seen',
    async (image, labels, name) => {
      const { page } = annotator;
      await annotator.dropPaths([sharedPath(image)]);
      await annotator.until('ready', 'error');
      await page.setInputFiles('#label-file', sharedPath(labels));
      await annotator.notice('1 object of');
      expect(await annotator.objects()).toEqual([name]);
      await annotator.press('n');
      const [width, height] = await sizeOf(annotator);
      const box = [0.3 * width, 0.3 * height, 0.6 * width, 0.6 * height] as const;
      await annotator.drag(...box);
      await annotator.press('Enter');
      const place = await page.getAttribute('#stage', 'data-slice');
      await annotator.toSlice(`k${Number(place?.slice(1)) + 1}`, () => annotator.press('PageDown'));
      await annotator.drag(...box);
      await annotator.press('Enter');
      expect((await annotator.objects()).length).toBe(2);
      const drawn = voxelsOf(await annotator.record());
      expect(drawn.size).toBe(2);

      const source = await sourceOf(sharedPath(image));
      const formats = await page.locator('#export-format option').all();
      const written: string[] = [];
      for (const option of formats) {
        const format = (await option.getAttribute('value')) ?? '';
        await page.selectOption('#export-format', format);
        if (await page.isDisabled('#export-all')) {
          expect(await page.textContent('#export-problem')).toMatch(/DICOM series/);
          continue;
        }
        const { name: file, bytes } = await annotator.exportedLabels(format);
        const { objects } = await readLabels(bytes, source, { sourceName: basename(image) });
        const isLabelMap = ['dicom-seg-labelmap', 'nifti', 'nrrd'].includes(format);
        const found = objects.map(({ masks }) =>
          masks.flatMap(({ index, mask }) => voxelsAt(mask.bits, index)),
        );
        const [first = new Set<number>(), second = new Set<number>()] = [...drawn.values()];
        // A label map gives a voxel of both to the last.
        const expected = [isLabelMap ? without(first, second) : first, second];
        for (const [object, voxels] of expected.entries()) {
          const read = new Set(found[object]);
          const differing = without(read, voxels).size + without(voxels, read).size;
          expect([file, object, differing]).toEqual([file, object, 0]);
        }
        written.push(file.replace(/^[^.]*/, ''));
      }
      console.log(`${image}: ${written.join(', ')}`);
      expect(written.length).toBe(image.startsWith('dicom') ? 8 : 5);
      expect([annotator.elsewhere, annotator.said]).toEqual([[], []]);
    },
    VERY_SLOW_MS,
  );

  test.each(['dicom', 'nifti', 'images'])(
    'every file of %s that io reads is shown, and of every other it is said what io says',
    async (folder) => {
      const { page } = annotator;
      const names = readdirSync(sharedPath(folder))
        .filter((name) => !/\.(json|md|py|txt)$/.test(name))
        .filter((name) => statSync(join(sharedPath(folder), name)).isFile());
      expect(names.length).toBeGreaterThan(10);
      const counts = { shown: 0, refused: 0, labels: 0 };
      for (const name of names) {
        const path = join(sharedPath(folder), name);
        const picked = pickedFile(new File([readFileSync(path)], name));
        if ((await fileKind(picked, undefined)) !== 'image') {
          counts.labels++;
          continue;
        }
        const expected = await OpenedSource.open([picked])
          .then(async (opened) => {
            const { image } = await opened.cut({ axis: 'k', index: opened.facts.size[2] >> 1 });
            return `${name}  ${image.width} × ${image.height}`;
          })
          .catch((error: unknown) => (isMedicoSamError(error) ? error.code : `${error}`));
        await page.reload();
        await page.setInputFiles('#image-file', path);
        await page.waitForFunction(
          () =>
            document.getElementById('file-name')?.textContent !== '' ||
            document.getElementById('notice')?.dataset['kind'] === 'error',
        );
        const shown = (await page.textContent('#file-name')) || (await page.textContent('#notice-code'));
        expect([name, shown]).toEqual([name, expected]);
        counts[expected.startsWith(name) ? 'shown' : 'refused']++;
      }
      console.log(folder, counts);
      expect(counts.shown).toBeGreaterThan(counts.refused);
    },
    VERY_SLOW_MS,
  );
});

async function sizeOf({ page }: AnnotatorPage): Promise<readonly [number, number]> {
  const [, width, height] = /(\d+) × (\d+)/.exec((await page.textContent('#file-name')) ?? '') ?? [];
  return [Number(width), Number(height)];
}

async function sourceOf(path: string): Promise<SourceVolume> {
  const files = statSync(path).isDirectory()
    ? await folderFiles(path)
    : [new File([readFileSync(path)], basename(path))];
  const { items } = await openImages(files);
  const source = await items[0]?.read?.();
  if (!source) throw new Error(`${path} holds a volume.`);
  return source;
}

const without = (voxels: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...voxels].filter((at) => !others.has(at)));

const voxelsAt = (bits: ArrayLike<number>, slice: number): number[] =>
  Array.from(bits).flatMap((bit, at) => (bit ? [slice * bits.length + at] : []));

/** By colour index, in their order: the voxels inside an object of the volume that was opened last. */
function voxelsOf({ commits }: SessionRecord): ReadonlyMap<number, Set<number>> {
  const voxels = new Map<number, Set<number>>();
  const last = commits.at(-1)?.target.image;
  for (const { colorIndex, mask, target } of commits) {
    if (target.image !== last) continue;
    const all = voxels.get(colorIndex) ?? new Set<number>();
    voxels.set(colorIndex, all);
    for (const at of voxelsAt(decodeRle(decompressRle(mask)).bits, target.slice?.index ?? 0)) all.add(at);
  }
  return voxels;
}
