import { hasChromium } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CENTRE,
  distance,
  isInside,
  MARKER,
  obliqueNormal,
  obliqueSeries,
  type Vector,
  voxelsOf,
} from '../support/series.js';
import { click, type OpenPage, openBrowser, TIMEOUT_MS } from './open-page.js';

const series = obliqueSeries('oblique');
const LOOKS = ['stack', 'acquisition', 'across-i', 'across-j', 'oblique'] as const;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let open: OpenPage;
beforeAll(async () => {
  if (!hasChromium) return;
  browser = await openBrowser();
  open = await browser.open();
  await open.call('open', [...LOOKS]);
}, TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
});

/** Undoes the mask and then the click: what is on the slice is as it was. */
async function undone(look: (typeof LOOKS)[number]): Promise<void> {
  await open.call('undo');
  expect(await open.call('voxels')).toEqual([]);
  expect((await open.call('status', look)).prompts).toHaveLength(1);
  await open.call('undo');
  expect((await open.call('status', look)).prompts).toEqual([]);
}

describe.runIf(hasChromium)('a click in a series that is oblique, anisotropic and flipped', () => {
  for (const look of LOOKS.filter((one) => one !== 'oblique')) {
    test(
      `marks the one voxel it is on, in the view ${look}`,
      async () => {
        await click(open, look, MARKER);
        const { area } = await open.call('answered', look, 1);
        expect(area).toBe(1);
        expect(await open.call('accept', look)).toBe(true);
        expect(await open.call('voxels')).toEqual([[...MARKER, 1]]);
        await undone(look);
        expect(open.said).toEqual([]);
      },
      TIMEOUT_MS,
    );
  }

  for (const [look, axis] of [
    ['stack', 2],
    ['acquisition', 2],
    ['across-i', 0],
    ['across-j', 1],
  ] as const) {
    test(
      `on the ellipsoid gives all its voxels of the slice and no other, in the view ${look}`,
      async () => {
        const index = CENTRE.map(Math.round) as unknown as Vector;
        await click(open, look, index);
        await open.call('answered', look, 1);
        expect(await open.call('accept', look)).toBe(true);
        const expected = [...voxelsOf(series)].filter(
          (voxel) => voxel[axis] === index[axis] && isInside(series, series.place(voxel)),
        );
        expect(expected.length).toBeGreaterThan(80);
        expect(await open.call('voxels')).toEqual(expected.map((voxel) => [...voxel, 1]));
        await undone(look);
      },
      TIMEOUT_MS,
    );
  }

  test(
    'on the ellipsoid gives the voxels that the plane goes through, in an oblique view',
    async () => {
      await click(open, 'oblique', CENTRE);
      await open.call('answered', 'oblique', 1);
      expect(await open.call('accept', 'oblique')).toBe(true);
      const voxels = (await open.call('voxels')).map(([i, j, k]): Vector => [i, j, k]);
      const normal = obliqueNormal(series);
      // Half a voxel's extent along 0.8 k + 0.6 i.
      const half = (0.8 * series.spacing[2] + 0.6 * series.spacing[0]) / 2;
      const off = (voxel: Vector) => Math.abs(distance(series.place(voxel), series.place(CENTRE), normal));
      expect(Math.max(...voxels.map(off))).toBeLessThanOrEqual(half + 1e-3);
      // Between voxels the value goes over half of a voxel, of 2.5 mm at most.
      expect(voxels.filter((voxel) => !isInside(series, series.place(voxel), 2.5))).toEqual([]);
      const surely = [...voxelsOf(series)].filter(
        (voxel) => off(voxel) < half - 1e-3 && isInside(series, series.place(voxel), -2.5),
      );
      expect(surely.length).toBeGreaterThan(80);
      const written = new Set(voxels.map(String));
      expect(surely.filter((voxel) => !written.has(String(voxel)))).toEqual([]);
      await undone('oblique');
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
