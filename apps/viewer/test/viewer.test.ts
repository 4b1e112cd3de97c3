import { type PointPrompt, sliceVolume } from '@medicosam/core';
import { hasChromium } from '@medicosam/in-chromium';
import { openImages } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differing, expectedMask } from './support/expected-mask.js';
import { openViewer, type Viewer } from './support/open-viewer.js';
import {
  BRAIN,
  hasSeries,
  LIVER,
  readColour,
  readVolume,
  reordered,
  seriesFiles,
  ULTRASOUND,
} from './support/real-series.js';
import { sharedPath } from './support/shared-path.js';
import { filesOf } from './support/shown-values.js';

const TIMEOUT_MS = 590_000;
if (!hasSeries)
  console.warn(
    `${BRAIN}, ${LIVER} or ${ULTRASOUND} is missing in ../shared/data/dicom: the viewer is not tested.`,
  );

/** Of other series than the first; wasm with one thread encodes each for seconds. */
const inProof = test.runIf(process.env['MEDICOSAM_PROVE']);

let viewer: Viewer;
beforeAll(async () => {
  if (!hasChromium || !hasSeries) return;
  viewer = await openViewer();
  await viewer.open(seriesFiles(BRAIN), 'MR');
}, TIMEOUT_MS);
afterAll(async () => {
  await viewer?.close();
});

const poll = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 500_000, interval: 100 });

/** The mask under the pointer, a click, and a click with a key: the prompts of them. */
async function segment(view: 'stack' | 'sagittal', inside: [number, number], outside: [number, number]) {
  const { page } = viewer;
  const drawn = page.locator(`[data-view=${view}] svg path`);
  await page.mouse.move(...(await viewer.at(view, inside[0] - 0.01, inside[1])));
  await poll(async () => (await viewer.look('status', view)).status).toBe('ready');
  await page.mouse.move(...(await viewer.at(view, ...inside)));
  await poll(() => drawn.count()).toBe(1);
  expect(await drawn.getAttribute('stroke-dasharray')).toBe('3,3');
  await page.mouse.click(...(await viewer.at(view, ...inside)));
  await poll(() => viewer.look('status', view)).toMatchObject({ status: 'ready', prompts: [{ label: 1 }] });
  await poll(() => drawn.getAttribute('stroke-dasharray')).toBe(null);
  await page.keyboard.down('Control');
  await page.mouse.click(...(await viewer.at(view, ...outside)));
  await poll(() => viewer.look('status', view)).toMatchObject({
    status: 'ready',
    prompts: [{ label: 1 }, { label: 0 }],
  });
  await page.keyboard.up('Control');
  return (await viewer.look('status', view)).prompts as unknown as PointPrompt[];
}

describe.runIf(hasChromium && hasSeries)('a real series in the viewer', () => {
  test(
    'is segmented on its stack as onnx-node does, and undone and redone',
    async () => {
      const points = await segment('stack', [0.5, 0.46], [0.3, 0.66]);
      await viewer.page.keyboard.press('Enter');
      await poll(async () => (await viewer.look('voxels')).length).toBeGreaterThan(0);
      const voxels = await viewer.look('voxels');
      const slice = await viewer.look('slice');
      expect(new Set(voxels.map(([, image, value]) => `${image} ${value}`))).toEqual(new Set([`${slice} 1`]));
      const expected = await expectedMask(sliceVolume(readVolume(BRAIN), 'k', slice ?? -1), points);
      expect(differing(expected, new Set(voxels.map(([at]) => at)))).toEqual([]);
      expect(voxels.length).toBeGreaterThan(50);

      await viewer.page.keyboard.press('Control+z');
      expect(await viewer.look('voxels')).toEqual([]);
      expect((await viewer.look('status', 'stack')).prompts).toHaveLength(2);
      await viewer.page.keyboard.press('Control+z');
      expect((await viewer.look('status', 'stack')).prompts).toHaveLength(1);
      await viewer.page.keyboard.press('Control+y');
      await viewer.page.keyboard.press('Control+y');
      expect(await viewer.look('voxels')).toEqual(voxels);
      await viewer.page.keyboard.press('Control+z');
      await viewer.page.keyboard.press('Escape');
      expect((await viewer.look('status', 'stack')).prompts).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'is segmented on its volume as onnx-node does',
    async () => {
      const points = await segment('sagittal', [0.5, 0.45], [0.8, 0.5]);
      await viewer.page.keyboard.press('Enter');
      await poll(async () => (await viewer.look('voxels')).length).toBeGreaterThan(0);
      const voxels = await viewer.look('voxels');
      const stored = readVolume(BRAIN);
      const columns = new Set(voxels.map(([at]) => at % stored.width));
      expect(columns.size).toBe(1);
      const [column = -1] = columns;
      const order = await viewer.look('volumeOrder', 'sagittal');
      const expected = await expectedMask(sliceVolume(reordered(stored, order), 'i', column), points);
      // A pixel of the slice is (row of the image, slice of the volume).
      const inside = voxels.map(
        ([at, image]) => order.indexOf(image) * stored.height + Math.floor(at / stored.width),
      );
      expect(differing(expected, new Set(inside))).toEqual([]);
      expect(inside.length).toBeGreaterThan(50);

      for (const prompts of [2, 1]) {
        await viewer.page.keyboard.press('Control+z');
        expect(await viewer.look('voxels')).toEqual([]);
        expect((await viewer.look('status', 'sagittal')).prompts).toHaveLength(prompts);
      }
      for (let step = 0; step < 2; step++) await viewer.page.keyboard.press('Control+y');
      expect(await viewer.look('voxels')).toEqual(voxels);
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  inProof(
    'of CT is segmented through the window of its file',
    async () => {
      await viewer.open(seriesFiles(LIVER), 'CT');
      // What the screen shows is another one.
      await viewer.page.keyboard.press('2');
      const points = await segment('stack', [0.36, 0.42], [0.2, 0.2]);
      await viewer.page.keyboard.press('Enter');
      await poll(async () => (await viewer.look('voxels')).length).toBeGreaterThan(0);
      const voxels = await viewer.look('voxels');
      const slice = await viewer.look('slice');
      expect(new Set(voxels.map(([, image]) => image))).toEqual(new Set([slice]));
      const expected = await expectedMask(sliceVolume(readVolume(LIVER), 'k', slice ?? -1), points);
      expect(differing(expected, new Set(voxels.map(([at]) => at)))).toEqual([]);
      expect(voxels.length).toBeGreaterThan(50);
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  inProof(
    'of one image in colour is segmented by its colours',
    async () => {
      await viewer.open(seriesFiles(ULTRASOUND), 'US');
      const points = await segment('stack', [0.5, 0.5], [0.2, 0.45]);
      await viewer.page.keyboard.press('Enter');
      await poll(async () => (await viewer.look('voxels')).length).toBeGreaterThan(0);
      const voxels = await viewer.look('voxels');
      const expected = await expectedMask(readColour(ULTRASOUND), points);
      expect(differing(expected, new Set(voxels.map(([at]) => at)))).toEqual([]);
      expect(voxels.length).toBeGreaterThan(50);
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );

  inProof(
    'of NIfTI is segmented on its stack, which is shown mirrored, as onnx-node does',
    async () => {
      const path = sharedPath('volumes/abdomen_ct_image.nii.gz');
      await viewer.drop([path]);
      await viewer.page.locator('#chooser-options button', { hasText: /^Images/ }).click();
      await viewer.page.locator('#series-name', { hasText: ' NIfTI-1 ' }).waitFor();
      const points = await segment('stack', [0.4, 0.66], [0.6, 0.3]);
      await viewer.page.keyboard.press('Enter');
      await poll(async () => (await viewer.look('voxels')).length).toBeGreaterThan(0);
      const voxels = await viewer.look('voxels');
      const slice = (await viewer.look('slice')) ?? -1;
      expect(new Set(voxels.map(([, image]) => image))).toEqual(new Set([slice]));
      const source = await (await openImages(filesOf([path]))).items[0]?.read?.();
      if (!source) throw new Error('no volume');
      const expected = await expectedMask((await source.cut('k', slice)).image, points);
      expect(differing(expected, new Set(voxels.map(([at]) => at)))).toEqual([]);
      expect(voxels.length).toBeGreaterThan(20);
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );
});
