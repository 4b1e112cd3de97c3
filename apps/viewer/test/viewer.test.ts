import { type PointPrompt, sliceVolume } from '@medicosam/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from './support/chromium.js';
import { differing, expectedMask } from './support/expected-mask.js';
import { openViewer, type Viewer } from './support/open-viewer.js';
import { hasSeries, readVolume, reordered, seriesFiles } from './support/real-series.js';

const TIMEOUT_MS = 590_000;
if (!hasSeries)
  console.warn(
    'The series ../shared/data/dicom/series_mr_axial_oblique is missing: the viewer is not tested.',
  );

let viewer: Viewer;
beforeAll(async () => {
  if (!hasChromium || !hasSeries) return;
  viewer = await openViewer();
  await viewer.drop(seriesFiles());
  await viewer.page.getByText('Point at a structure').waitFor({ timeout: 300_000 });
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
      const expected = await expectedMask(sliceVolume(readVolume(), 'k', slice ?? -1), points);
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
      const stored = readVolume();
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
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );
});
