import { hasChromium } from '@medicosam/in-chromium';
import { beforeEach, describe, expect, test } from 'vitest';
import { CENTRE, MARKER, type Vector } from '../support/series.js';
import { pageOfEachTest, TIMEOUT_MS } from './open-page.js';

const INSIDE = CENTRE.map(Math.round) as unknown as Vector;

const open = pageOfEachTest({ hasTouch: true });
let touch: (
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  ...fingers: [number, number][]
) => Promise<unknown>;
beforeEach(async () => {
  if (!hasChromium) return;
  const devtools = await open.page.context().newCDPSession(open.page);
  touch = (type, ...fingers) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    });
  await open.call('open', ['stack']);
}, TIMEOUT_MS);

describe.runIf(hasChromium)('a finger', () => {
  test(
    'that taps belongs to the object, and after a switch of the label does not',
    async () => {
      await open.page.touchscreen.tap(...(await open.call('show', 'stack', MARKER)));
      const { prompts, area } = await open.call('answered', 'stack', 1);
      expect(prompts).toMatchObject([{ kind: 'point', label: 1 }]);
      expect(area).toBe(1);
      await open.call('label', 0);
      const [i, j, k] = MARKER;
      await open.page.touchscreen.tap(...(await open.call('show', 'stack', [i + 12, j - 9, k])));
      expect((await open.call('answered', 'stack', 2)).prompts).toMatchObject([{ label: 1 }, { label: 0 }]);
      expect(await open.call('accept', 'stack')).toBe(true);
      expect(await open.call('voxels')).toEqual([[...MARKER, 1]]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'that is dragged is a box',
    async () => {
      const [i0, j0, i1, j1] = [12, 4, 40, 28];
      const from = await open.call('show', 'stack', [i0, j0, INSIDE[2]]);
      const to = await open.call('show', 'stack', [i1, j1, INSIDE[2]]);
      await touch('touchStart', from);
      for (const part of [0.3, 0.6, 1]) {
        await touch('touchMove', [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
      }
      await touch('touchEnd');
      const { prompts, area } = await open.call('answered', 'stack', 1);
      const box = [i0, j0, i1, j1].map((value) => expect.closeTo(value, 0));
      expect(prompts).toMatchObject([{ kind: 'box', box }]);
      expect(area).toBeGreaterThan(80);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'that a second one joins prompts nothing: that is a pinch',
    async () => {
      const [x, y] = await open.call('show', 'stack', INSIDE);
      await touch('touchStart', [x, y]);
      await touch('touchStart', [x, y], [x + 40, y]);
      await touch('touchMove', [x - 20, y], [x + 70, y + 30]);
      await touch('touchMove', [x - 40, y], [x + 90, y + 50]);
      await touch('touchEnd');
      // What the fingers did would come before this.
      await open.page.touchscreen.tap(...(await open.call('show', 'stack', INSIDE)));
      expect((await open.call('answered', 'stack', 1)).prompts).toMatchObject([{ kind: 'point', label: 1 }]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
