import { hasChromium } from '@medicosam/in-chromium';
import { describe, expect, test } from 'vitest';
import { CENTRE, MARKER, squareAt, type Vector } from '../support/series.js';
import { click, pageOfEachTest, TIMEOUT_MS } from './open-page.js';

const NEVER_MS = 2 ** 30;
const INSIDE = CENTRE.map(Math.round) as unknown as Vector;

const open = pageOfEachTest();

const poll = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 60_000, interval: 50 });

describe.runIf(hasChromium)('the embedding of a slice', () => {
  test(
    'is the same however the viewport is zoomed, moved, flipped, coloured and windowed',
    async () => {
      await open.call('open', ['stack', 'across-j', 'oblique'], { model: true });
      for (const look of ['stack', 'across-j', 'oblique'] as const) {
        await click(open, look, INSIDE);
        await open.call('answered', look, 1);
        await open.call('forget');
        await open.call('disturb', look);
        await click(open, look, INSIDE);
        await open.call('answered', look, 1);
        await open.call('forget');
      }
      const [stack, again, across, acrossAgain, oblique, obliqueAgain, ...others] =
        await open.call('embedded');
      expect(others).toEqual([]);
      expect([again, acrossAgain, obliqueAgain]).toEqual([stack, across, oblique]);
      expect(new Set([stack, across, oblique]).size).toBe(3);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('viewports', () => {
  test(
    'are two at once on one predictor, each with the mask of its own slice',
    async () => {
      await open.call('open', ['stack', 'across-i']);
      await open.call('encodeFor', 300);
      await click(open, 'stack', MARKER);
      await click(open, 'across-i', INSIDE);
      const [stack, across] = [
        await open.call('answered', 'stack', 1),
        await open.call('answered', 'across-i', 1),
      ];
      expect(stack.area).toBe(1);
      expect(across.area).toBeGreaterThan(80);
      await open.call('accept', 'stack');
      expect(await open.call('voxels')).toEqual([[...MARKER, 1]]);
      await open.call('accept', 'across-i');
      const voxels = await open.call('voxels');
      expect(voxels).toHaveLength(1 + (across.area ?? 0));
      expect(new Set(voxels.slice(0, -1).map(([i]) => i))).toEqual(new Set([INSIDE[0]]));
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'that show the same image share its session and its prompts',
    async () => {
      await open.call('open', ['stack', 'acquisition']);
      await open.call('show', 'acquisition', INSIDE);
      await click(open, 'stack', INSIDE);
      await open.call('answered', 'stack', 1);
      const [x, y] = await open.call('show', 'acquisition', INSIDE);
      await open.page.mouse.move(x, y);
      expect(await open.call('answered', 'acquisition', 1)).toEqual(
        await open.call('status', 'stack').then(({ prompts, area }) => ({ prompts, area })),
      );
      expect((await open.call('encodings')).all).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'that are destroyed while encoding end the encoding, and nothing is left',
    async () => {
      await open.call('open', ['stack']);
      const before = await open.call('listeners');
      await open.call('encodeFor', 60_000);
      await click(open, 'stack', INSIDE);
      await poll(() => open.call('encodings')).toMatchObject({ all: 1, aborted: 0 });
      await poll(async () => (await open.call('status', 'stack')).prompts.length).toBe(1);
      await open.call('disable', 'stack');
      expect(await open.call('encodings')).toEqual({ all: 1, aborted: 1, held: 0 });
      expect((await open.call('status', 'stack')).status).toBe('idle');
      const after = await open.call('listeners');
      expect(after['CORNERSTONE_ELEMENT_DISABLED']).toBeLessThanOrEqual(
        before['CORNERSTONE_ELEMENT_DISABLED'] ?? 0,
      );
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a box', () => {
  test(
    'that is dragged in a view that is turned and mirrored has its corners on the right pixels',
    async () => {
      await open.call('open', ['across-i']);
      await open.call('turn', 'across-i');
      const [j0, k0, j1, k1] = [4, 3, 30, 19];
      const from = await open.call('show', 'across-i', [INSIDE[0], j0, k0]);
      const to = await open.call('show', 'across-i', [INSIDE[0], j1, k1]);
      await open.page.mouse.move(...from);
      await open.page.mouse.down();
      await open.page.mouse.move(...to, { steps: 4 });
      await open.page.mouse.up();
      const { prompts, area } = await open.call('answered', 'across-i', 1);
      // Cornerstone rounds places on the screen to whole pixels, which are smaller than these.
      const box = [j0, k0, j1, k1].map((value) => expect.closeTo(value, 0));
      expect(prompts).toMatchObject([{ kind: 'box', box }]);
      expect(area).toBeGreaterThan(80);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('two quick clicks', () => {
  test(
    'are one prompt',
    async () => {
      await open.call('open', ['stack']);
      const [x, y] = await open.call('show', 'stack', INSIDE);
      await open.page.mouse.move(x - 1, y);
      await open.page.mouse.dblclick(x, y);
      expect((await open.call('answered', 'stack', 1)).area).toBeGreaterThan(80);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a predictor that cannot be loaded', () => {
  test(
    'is told of once as Cornerstone tells of errors, and asked for again by the next click',
    async () => {
      // A pointer that rests asks as well; here none does, however slow the machine.
      await open.call('open', ['stack'], { settleMs: NEVER_MS });
      await open.call('fail', 'no network');
      await click(open, 'stack', INSIDE);
      await poll(async () => (await open.call('status', 'stack')).error).toBe('no network');
      expect((await open.call('said')).errors).toEqual(['MedicoSAM: no network']);
      await open.call('fail', undefined);
      // One click, on whichever slice.
      for (const k of [INSIDE[2] + 1, INSIDE[2]]) {
        await click(open, 'stack', [INSIDE[0], INSIDE[1], k]);
        expect((await open.call('answered', 'stack', 1)).area).toBeGreaterThan(80);
      }
      expect((await open.call('said')).errors).toHaveLength(1);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('a mask that is accepted', () => {
  test(
    'leaves the voxels of a locked segment, and takes those of another',
    async () => {
      await open.call('open', ['stack']);
      const [i, j, k] = INSIDE;
      const [kept, taken]: [Vector, Vector] = [
        [i, j, k],
        [i + 1, j, k],
      ];
      await open.call('paint', [kept], 2);
      await open.call('paint', [taken], 3);
      await open.call('lock', 2, true);
      await click(open, 'stack', INSIDE);
      const { area } = await open.call('answered', 'stack', 1);
      await open.call('accept', 'stack');
      const voxels = await open.call('voxels');
      expect(voxels).toHaveLength(area ?? 0);
      expect(voxels.filter(([, , , value]) => value !== 1)).toEqual([[...kept, 2]]);
      expect((await open.call('said')).accepted).toMatchObject([
        { written: (area ?? 0) - 1, locked: 1, kept: 0 },
      ]);
      await open.call('undo');
      expect(await open.call('voxels')).toEqual([
        [...kept, 2],
        [...taken, 3],
      ]);
      await open.call('redo');
      expect(await open.call('voxels')).toEqual(voxels);
    },
    TIMEOUT_MS,
  );

  test(
    'is refused with a reason while its own segment is locked, and its prompts stay',
    async () => {
      await open.call('open', ['stack']);
      await open.call('lock', 1, true);
      await click(open, 'stack', INSIDE);
      await open.call('answered', 'stack', 1);
      expect(await open.call('accept', 'stack')).toBe(false);
      expect((await open.call('said')).errors).toEqual([expect.stringContaining('segment 1 is locked')]);
      expect(await open.call('voxels')).toEqual([]);
      await open.call('lock', 1, false);
      expect(await open.call('accept', 'stack')).toBe(true);
    },
    TIMEOUT_MS,
  );
});

describe.runIf(hasChromium)('200 slices that are scrolled through', () => {
  test(
    'are not encoded, hold few embeddings, and take each mask on the slice that was clicked',
    async () => {
      // A slow machine takes longer for one slice than the pointer rests by default.
      await open.call('open', ['stack'], { slices: 200, settleMs: 1000 });
      await open.call('encodeFor', 20);
      const expected: Vector[] = [];
      await open.call('scrollThrough');
      expect((await open.call('encodings')).all).toBeLessThan(20);
      for (let k = 3; k < 200; k += 16) {
        const square = squareAt(k);
        const [x, y] = await open.call('show', 'stack', square[4] as Vector);
        await open.page.mouse.move(x - 2, y);
        await open.page.mouse.click(x, y);
        // Scrolled on before Cornerstone tells of the press: it is nobody's.
        if (k % 32 === 3) {
          await open.call('showSlice', k + 1);
          continue;
        }
        await open.call('answered', 'stack', 1);
        expect(await open.call('accept', 'stack')).toBe(true);
        expected.push(...square);
      }
      await open.call('scrollThrough');
      expect(await open.call('voxels')).toEqual(expected.map((voxel) => [...voxel, 1]));
      // Eight that are kept, and that of the slice that is shown.
      expect((await open.call('encodings')).held).toBeLessThanOrEqual(9);
      await open.call('forget');
      expect((await open.call('encodings')).held).toBe(0);
      expect((await open.call('said')).errors).toEqual([]);
      expect(open.said).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
