import { hasChromium } from '@medicosam/in-chromium';
import { describe, expect, test } from 'vitest';
import { CENTRE, MARKER, MOVED, type Vector } from '../support/series.js';
import { click, pageOfEachTest, TIMEOUT_MS } from './open-page.js';

const INSIDE = CENTRE.map(Math.round) as unknown as Vector;

const open = pageOfEachTest();

describe.runIf(hasChromium)('images in colour', () => {
  test(
    'are segmented by their channels on a stack',
    async () => {
      await open.call('open', ['stack'], { kind: 'colour' });
      await click(open, 'stack', MARKER);
      expect((await open.call('answered', 'stack', 1)).area).toBe(1);
      expect(await open.call('accept', 'stack')).toBe(true);
      expect(await open.call('voxels')).toEqual([[...MARKER, 1]]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('volumes in colour', () => {
  test(
    'are segmented in their own slices, and refused across them with a reason',
    async () => {
      await open.call('open', ['acquisition', 'across-i'], { kind: 'colour' });
      await click(open, 'acquisition', MARKER);
      expect((await open.call('answered', 'acquisition', 1)).area).toBe(1);
      await click(open, 'across-i', MARKER);
      const errors = async () => (await open.call('said')).errors;
      await expect.poll(errors).toEqual([expect.stringMatching(/volume in colour .* own slices/)]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a volume over time', () => {
  test(
    'is segmented at the time point that is shown',
    async () => {
      await open.call('open', ['acquisition', 'across-i'], { kind: 'moving' });
      for (const look of ['acquisition', 'across-i'] as const) {
        await open.call('showTime', 1);
        await click(open, look, MARKER);
        expect((await open.call('answered', look, 1)).area).toBe(1);
        await open.call('showTime', 2);
        expect(await open.call('status', look)).toMatchObject({ prompts: [], area: undefined });
        const [i, j, k] = MARKER;
        await click(open, look, [i, j - MOVED, k]);
        expect((await open.call('answered', look, 1)).area).toBe(1);
        await open.call('showTime', 1);
        expect((await open.call('answered', look, 1)).area).toBe(1);
      }
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a viewport', () => {
  test(
    'without slices is refused with a reason, once',
    async () => {
      await open.call('open', ['solid', 'across-i']);
      await open.page.mouse.click(100, 100);
      await open.page.mouse.move(110, 100, { steps: 3 });
      await expect.poll(async () => (await open.call('status', 'solid')).status).toBe('error');
      expect((await open.call('status', 'solid')).error).toMatch(/shows no slices/);
      await open.page.mouse.click(100, 120);
      await open.page.mouse.move(110, 120, { steps: 3 });
      await click(open, 'across-i', INSIDE);
      expect((await open.call('answered', 'across-i', 1)).area).toBeGreaterThan(80);
      expect((await open.call('said')).errors).toEqual([expect.stringMatching(/shows no slices/)]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'of Cornerstone’s next generation is one as well',
    async () => {
      await open.call('open', ['stack', 'across-i'], { generic: true });
      for (const look of ['stack', 'across-i'] as const) {
        await click(open, look, MARKER);
        expect((await open.call('answered', look, 1)).area).toBe(1);
        expect(await open.call('accept', look)).toBe(true);
        expect(await open.call('voxels')).toEqual([[...MARKER, 1]]);
        await open.call('undo');
        await open.call('undo');
      }
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
