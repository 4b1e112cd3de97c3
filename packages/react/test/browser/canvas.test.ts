/// <reference lib="dom" />
import { type Browser, type BuiltPage, hasChromium, launch } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPageWith } from './build-page.js';
import { at, prompts, SCALE, showCanvas, touch, view } from './on-canvas.js';
import { openPage, SLOW_MS } from './open-page.js';

let browser: Browser;
let built: BuiltPage;
beforeAll(async () => {
  if (hasChromium) [browser, built] = await Promise.all([launch(), buildPageWith(19)]);
}, SLOW_MS);
afterAll(async () => {
  await browser?.close();
  await built?.remove();
});
const open = async (options = {}) => (await openPage(browser, built.folder, options)).page;

describe.runIf(hasChromium)('a pointer on the canvas', () => {
  test.each([1, 2])(
    'gives points in pixels of the image, at %i device pixels to one of CSS',
    async (deviceScaleFactor) => {
      const page = await open({ deviceScaleFactor });
      await showCanvas(page);
      await page.mouse.click(...at(30, 20));
      await page.keyboard.down('Alt');
      await page.mouse.click(...at(0, 0));
      await page.keyboard.up('Alt');
      await page.mouse.click(...at(95, 63), { button: 'right' });
      await page.mouse.click(3, 3);
      const [first, second, third, ...more] = (await prompts(page)) as {
        x: number;
        y: number;
        label: number;
      }[];
      const precision = 1 / SCALE / 2;
      expect(Math.abs((first?.x ?? 0) - 30)).toBeLessThan(precision);
      expect(Math.abs((first?.y ?? 0) - 20)).toBeLessThan(precision);
      expect(second).toMatchObject({ x: expect.closeTo(0, 0), y: expect.closeTo(0, 0), label: 0 });
      expect(third).toMatchObject({ x: expect.closeTo(95, 0), y: expect.closeTo(63, 0), label: 0 });
      expect([first?.label, more]).toEqual([1, []]);
      const sizes = await page.evaluate(() => {
        const canvas = document.querySelector('canvas');
        return [canvas?.width, canvas?.height];
      });
      expect(sizes).toEqual([480 * deviceScaleFactor, 320 * deviceScaleFactor]);
    },
    SLOW_MS,
  );

  test(
    'gives the same coordinates after moving and enlarging, which keeps what is under it',
    async () => {
      const page = await open();
      await showCanvas(page, { label: 0 });
      const [x, y] = at(40, 30);
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, -300);
      await expect.poll(async () => (await view(page))?.scale).toBeGreaterThan(1.5 * SCALE);
      await page.mouse.click(x, y);
      // Dragging moves the image: what was under the pointer stays under it.
      await page.mouse.down();
      await page.mouse.move(x - 50, y + 20, { steps: 3 });
      await page.mouse.up();
      await page.mouse.click(x - 50, y + 20);
      const [first, second, ...more] = await prompts(page);
      const there = { kind: 'point', x: expect.closeTo(40, 0), y: expect.closeTo(30, 0), label: 0 };
      expect([first, second, more]).toEqual([there, there, []]);
      const there2 = await page.evaluate(() => {
        const client = lab.handle('a')?.toClient({ x: 40, y: 30 });
        return client && [client.clientX, client.clientY];
      });
      expect(there2?.[0]).toBeCloseTo(x - 50, 0);
      expect(there2?.[1]).toBeCloseTo(y + 20, 0);
    },
    SLOW_MS,
  );

  test(
    'draws boxes within the image, from any corner, none of less than a pixel and none after Escape',
    async () => {
      const page = await open();
      await showCanvas(page, { tool: 'box' });
      const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
        await page.mouse.move(...from);
        await page.mouse.down();
        await page.mouse.move(...to, { steps: 3 });
        await page.mouse.up();
        return prompts(page);
      };
      const near = (...box: number[]) => [{ kind: 'box', box: box.map((value) => expect.closeTo(value, 0)) }];
      expect(await drag(at(40, 30), at(10, 8))).toEqual(near(10, 8, 40, 30));
      expect(await drag(at(50, 40), [479, 319])).toEqual([
        { kind: 'box', box: [expect.closeTo(50, 0), expect.closeTo(40, 0), 96, 64] },
      ]);
      const before = await prompts(page);
      expect(await drag(at(50, 40), [at(50, 40)[0] + 4, at(50, 40)[1] + 2])).toEqual(before);
      await page.mouse.click(...at(20, 20));
      expect(await prompts(page)).toEqual(before);
      await page.mouse.move(...at(10, 8));
      await page.mouse.down();
      await page.mouse.move(...at(30, 20), { steps: 3 });
      await page.keyboard.press('Escape');
      await page.mouse.move(...at(40, 30), { steps: 3 });
      await page.mouse.up();
      expect(await prompts(page)).toEqual(before);
    },
    SLOW_MS,
  );

  test(
    'moves the image with the tool for it, and draws boxes with the tool for points where the app wants it',
    async () => {
      const page = await open();
      await showCanvas(page, { tool: 'pan' });
      const before = await view(page);
      await page.mouse.move(200, 100);
      await page.mouse.down();
      await page.mouse.move(230, 90, { steps: 3 });
      await page.mouse.up();
      await page.mouse.click(200, 100);
      const after = await view(page);
      expect([after?.left, after?.top]).toEqual([(before?.left ?? 0) + 30, (before?.top ?? 0) - 10]);
      expect(await prompts(page)).toEqual([]);
      await showCanvas(page, { tool: 'point', drag: 'box' });
      await page.evaluate(() => lab.handle('a')?.fit());
      await page.mouse.move(...at(5, 5));
      await page.mouse.down();
      await page.mouse.move(...at(25, 35), { steps: 3 });
      await page.mouse.up();
      expect(await prompts(page)).toMatchObject([{ kind: 'box' }]);
    },
    SLOW_MS,
  );

  test(
    'is a finger that taps and moves, or two that enlarge',
    async () => {
      const page = await open({ hasTouch: true });
      await showCanvas(page);
      await touch(page, [[at(70, 40)]]);
      expect(await prompts(page)).toEqual([
        { kind: 'point', x: expect.closeTo(70, 0), y: expect.closeTo(40, 0), label: 1 },
      ]);
      const before = await view(page);
      await touch(page, [
        [
          [200, 160],
          [220, 150],
          [240, 140],
        ],
      ]);
      const moved = await view(page);
      expect([moved?.left, moved?.top]).toEqual([(before?.left ?? 0) + 40, (before?.top ?? 0) - 20]);
      await page.evaluate(() => lab.handle('a')?.fit());
      // From 100 apart to 200 apart, around the middle between them.
      await touch(page, [
        [
          [190, 160],
          [165, 160],
          [140, 160],
        ],
        [
          [290, 160],
          [315, 160],
          [340, 160],
        ],
      ]);
      const enlarged = await view(page);
      expect((enlarged?.scale ?? 0) / SCALE).toBeCloseTo(2, 1);
      const middle = await page.evaluate(() => lab.handle('a')?.toImage({ clientX: 240, clientY: 160 }));
      expect(middle?.x).toBeCloseTo(47.5, 0);
      expect(middle?.y).toBeCloseTo(31.5, 0);
      expect((await prompts(page)).length).toBe(1);
    },
    SLOW_MS,
  );
});

describe.runIf(hasChromium)('keys on the canvas', () => {
  test(
    'move a cross, mark points and boxes, choose tools, enlarge, and say what they do',
    async () => {
      const page = await open();
      await showCanvas(page);
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        const help = document.getElementById(element?.getAttribute('aria-describedby') ?? '');
        return [
          element?.tagName,
          element?.getAttribute('aria-label'),
          help?.textContent?.includes('Arrow keys'),
        ];
      });
      expect(focused).toEqual(['CANVAS', 'Image to segment', true]);
      const said = () => page.textContent('output');
      expect(await said()).toBe('Loading the model.');
      for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
      expect(await said()).toBe('x 59, y 31');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('x');
      expect(await prompts(page)).toEqual([
        { kind: 'point', x: 59, y: 31, label: 1 },
        { kind: 'point', x: 58, y: 31, label: 0 },
      ]);
      await page.keyboard.press('Control+z');
      expect((await prompts(page)).length).toBe(1);
      await page.keyboard.press('Control+Shift+z');
      expect((await prompts(page)).length).toBe(2);
      await page.keyboard.press('b');
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowUp');
      await page.keyboard.press('Space');
      expect((await prompts(page))[2]).toEqual({ kind: 'box', box: [48, 21, 58, 31] });
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      expect((await prompts(page)).length).toBe(3);
      await page.keyboard.press('Escape');
      expect(await prompts(page)).toEqual([]);
      await page.keyboard.press('+');
      expect((await view(page))?.scale).toBeCloseTo(1.25 * SCALE, 6);
      await page.keyboard.press('m');
      const before = await view(page);
      await page.keyboard.press('ArrowRight');
      expect((await view(page))?.left).toBe((before?.left ?? 0) - 4);
      await page.keyboard.press('0');
      expect((await view(page))?.scale).toBeCloseTo(SCALE, 6);
    },
    SLOW_MS,
  );
});

describe.runIf(hasChromium)('keys elsewhere', () => {
  test(
    'are handed to the canvas by the page, which hears what they meant',
    async () => {
      const page = await open();
      await showCanvas(page);
      const press = (key: string) =>
        page.evaluate((name) => {
          const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
          return lab.handle('a')?.press({ key: name, ...plain });
        }, key);
      expect([await press('ArrowRight'), await press(' '), await press('q')]).toEqual([true, true, false]);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      expect(await prompts(page)).toEqual([{ kind: 'point', x: 49, y: 32, label: 1 }]);
    },
    SLOW_MS,
  );
});

describe.runIf(hasChromium)('the canvas', () => {
  test(
    'previews under the pointer, shows masks in their colours, and keeps objects with Enter',
    async () => {
      const page = await open();
      await showCanvas(page, {}, {});
      await page.evaluate(() => lab.until('a', 'ready'));
      await page.mouse.move(...at(30, 30));
      await page.waitForFunction(() => lab.sam('a').preview !== undefined);
      await page.mouse.move(700, 500);
      await page.waitForFunction(() => lab.sam('a').preview === undefined);
      await page.mouse.click(...at(30, 30));
      await page.waitForFunction(() => lab.sam('a').status === 'ready' && lab.sam('a').mask !== undefined);
      expect(await page.textContent('output')).toMatch(/^Segmented: \d+ pixels\.$/);
      // What is drawn over the image: blue where the mask is, grey elsewhere.
      const seen = await page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const bits = lab.sam('a').mask?.mask?.bits;
        const handle = lab.handle('a');
        const pixels = handle?.canvas?.getContext('2d')?.getImageData(0, 0, 480, 320).data;
        if (!bits || !handle || !pixels) return undefined;
        const counts = { inside: 0, outside: 0, wrong: 0 };
        const isIn = (x: number, y: number) => bits[y * 96 + x] === 1;
        for (let i = 0; i < bits.length; i++) {
          const [x, y] = [i % 96, Math.floor(i / 96)];
          const neighbours = [isIn(x - 1, y), isIn(x + 1, y), isIn(x, y - 1), isIn(x, y + 1)];
          const isBorder = neighbours.some((each) => each !== isIn(x, y));
          // Outlines and the dot of the prompt are drawn over both.
          if (isBorder || Math.hypot(x - 30, y - 30) < 3) continue;
          const { clientX = 0, clientY = 0 } = handle.toClient({ x, y }) ?? {};
          const at = 4 * (Math.floor(clientY) * 480 + Math.floor(clientX));
          const isBlue = (pixels[at + 2] ?? 0) - (pixels[at] ?? 0) > 20;
          counts[isIn(x, y) ? 'inside' : 'outside']++;
          if (isBlue !== isIn(x, y)) counts.wrong++;
        }
        return counts;
      });
      expect(seen?.wrong).toBe(0);
      expect(Math.min(seen?.inside ?? 0, seen?.outside ?? 0)).toBeGreaterThan(20);
      await page.focus('canvas');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => lab.sam('a').objects.length === 1);
      expect(await page.textContent('output')).toBe('Ready. Objects: 1.');
      expect(await page.evaluate(() => lab.errors('a'))).toEqual([]);
    },
    SLOW_MS,
  );

  test(
    'paints what others traced, and what it traces itself where they fail',
    async () => {
      const page = await open();
      /** Whether a pixel of the image comes to be as blue as masks are. */
      const untilBlue = (x: number, y: number) =>
        page.waitForFunction(
          ([left, top]) => {
            const context = new OffscreenCanvas(1, 1).getContext('2d');
            const canvas = lab.handle('a')?.canvas;
            if (!context || !canvas) return false;
            context.drawImage(canvas, -left, -top);
            const [red = 0, , blue = 0] = context.getImageData(0, 0, 1, 1).data;
            return blue - red > 20;
          },
          at(x, y).map(Math.round) as [number, number],
        );
      await showCanvas(page, { preview: false }, { tracer: 'square' });
      // The dots of prompts lie elsewhere than what is looked at.
      await page.mouse.click(...at(24, 30));
      await untilBlue(70, 50);
      await showCanvas(page, { preview: false }, { tracer: 'failing' });
      await page.keyboard.press('Escape');
      await page.mouse.click(...at(25, 30));
      await untilBlue(30, 30);
      expect(await page.evaluate(() => lab.errors('a'))).toEqual([]);
    },
    SLOW_MS,
  );

  test.runIf(process.env['MEDICOSAM_PROVE'])(
    'finds a disc at a click, with the default model',
    async () => {
      const page = await open();
      await showCanvas(page, { preview: false }, { source: 'tiny' });
      await page.mouse.click(...at(30, 30));
      await page.waitForFunction(() => lab.sam('a').status === 'ready' && lab.sam('a').mask !== undefined);
      const dice = await page.evaluate(() => {
        const bits = lab.sam('a').mask?.mask?.bits ?? new Uint8Array();
        const sums = { both: 0, disc: 0, mask: 0 };
        for (const [i, bit] of bits.entries()) {
          const isDisc = Math.hypot((i % 96) - 30, Math.floor(i / 96) - 30) < 15;
          sums.disc += Number(isDisc);
          sums.mask += bit;
          sums.both += isDisc ? bit : 0;
        }
        return (2 * sums.both) / (sums.disc + sums.mask);
      });
      expect(dice).toBeGreaterThan(0.9);
    },
    SLOW_MS,
  );

  test(
    'gives wrong settings to onError and works with React 18',
    async () => {
      const older = await buildPageWith(18);
      try {
        const { page } = await openPage(browser, older.folder);
        await showCanvas(page, { normalisation: 'window:40' });
        expect(await page.evaluate(() => lab.errors('a').join())).toMatch(/window/);
        await showCanvas(page);
        await page.mouse.click(...at(30, 20));
        expect(await prompts(page)).toMatchObject([{ kind: 'point', label: 1 }]);
      } finally {
        await older.remove();
      }
    },
    SLOW_MS,
  );
});
