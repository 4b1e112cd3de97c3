/// <reference lib="dom" />
import { type Browser, type BuiltPage, hasChromium, launch } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReactVersion } from '../support/react-folder.js';
import { buildPageWith } from './build-page.js';
import { openPage, SLOW_MS } from './open-page.js';

const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

describe.runIf(hasChromium).each<ReactVersion>([19, 18])('useMedicoSam with React %i', (version) => {
  let browser: Browser;
  let built: BuiltPage;
  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), buildPageWith(version)]);
  }, SLOW_MS);
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  const open = () => openPage(browser, built.folder);
  /** What is the same with either React: `npm run prove` tests it with both. */
  const inNewest = test.runIf(version === 19 || isProof);

  test(
    'goes from idle to a mask, an object and back, in StrictMode with one predictor for two components',
    async () => {
      const { page } = await open();
      expect(await page.evaluate(() => lab.version)).toMatch(new RegExp(`^${version}\\.`));
      const first = await page.evaluate(async () => {
        const tools = [
          { id: 'a', image: 'one' },
          { id: 'b', image: 'two' },
        ];
        lab.render({ strict: true, tools });
        await Promise.all([lab.until('a', 'ready'), lab.until('b', 'ready')]);
        lab.sam('a').addPoint({ x: 30, y: 30, label: 1 });
        lab.sam('b').setBox([60, 20, 86, 50]);
        const states = [await lab.settle('a'), await lab.settle('b')];
        return { states, statuses: lab.statuses('a'), counts: lab.counts() };
      });
      expect(first.statuses).toEqual(['idle', 'loading', 'encoding', 'ready', 'predicting', 'ready']);
      expect(first.counts).toEqual({ loads: 1, encodes: 2, aborted: 0, disposals: 0 });
      for (const { area } of first.states) expect(area).toBeGreaterThan(0);

      const undone = await page.evaluate(async () => {
        const { addPoint, removePrompt, undo, redo, commit } = lab.sam('a');
        const one = lab.state('a').area;
        const id = addPoint({ x: 70, y: 30, label: 0 });
        const two = (await lab.settle('a')).area;
        undo();
        const again = (await lab.settle('a')).area;
        redo();
        const redone = (await lab.settle('a')).area;
        removePrompt(id as number);
        const removed = await lab.settle('a');
        const rle = lab.sam('a').mask?.toRLE();
        const contours = lab.sam('a').mask?.toContours();
        const bitmap = await createImageBitmap(lab.toImageData(rle ?? { size: [0, 0], counts: [] }));
        const object = commit({ label: 'disc' });
        await new Promise((resolve) => setTimeout(resolve, 50));
        const kept = lab.state('a');
        undo();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return {
          areas: [one, two, again, redone],
          removed: [removed.prompts.length, removed.area],
          rle: rle?.size,
          contours: contours?.length,
          bitmap: [bitmap.width, bitmap.height],
          object: object?.label,
          kept: [kept.objects, kept.prompts.length],
          back: [lab.state('a').objects, lab.state('a').prompts.length],
          identities: lab.identities('a'),
        };
      });
      const [one, two, again, redone] = undone.areas;
      expect([again, redone]).toEqual([one, two]);
      expect(undone).toMatchObject({
        removed: [1, one],
        rle: [64, 96],
        bitmap: [96, 64],
        object: 'disc',
        kept: [['disc on one'], 0],
        back: [[], 1],
        identities: 1,
      });
      expect(undone.contours).toBeGreaterThan(0);

      const ended = await page.evaluate(async () => {
        lab.unmount();
        const late = lab.sam('a').addPoint({ x: 1, y: 1, label: 1 });
        lab.sam('a').setImage(lab.picture('three'));
        await new Promise((resolve) => setTimeout(resolve, 50));
        lab.sam('a').setImage(lab.picture('three'));
        return { late, counts: lab.counts(), status: lab.sam('a').session.getSnapshot().status };
      });
      expect(ended).toMatchObject({ counts: { loads: 1, disposals: 1 }, status: 'idle' });
    },
    SLOW_MS,
  );

  inNewest(
    'says what failed and tries again for all components',
    async () => {
      const { page } = await open();
      const states = await page.evaluate(async () => {
        const tools = [
          { id: 'a', image: 'one' },
          { id: 'b', image: 'two' },
        ];
        lab.render({ strict: true, source: 'failing once', tools });
        const failed = [await lab.until('a', 'error'), await lab.until('b', 'error')];
        lab.sam('b').retry();
        const tried = [await lab.until('a', 'ready'), await lab.until('b', 'ready')];
        return { failed, tried, loads: lab.counts().loads };
      });
      expect(states.failed.map(({ error }) => error)).toEqual(['no network', 'no network']);
      expect(states.tried.map(({ error }) => error)).toEqual([undefined, undefined]);
      expect(states.loads).toBe(2);
    },
    SLOW_MS,
  );

  inNewest(
    'aborts when it is unmounted while encoding, and stays quiet',
    async () => {
      const { page } = await open();
      const counts = await page.evaluate(async () => {
        const tools = [
          { id: 'a', image: 'one' },
          { id: 'b', image: 'two' },
        ];
        const release = lab.closeGate();
        lab.render({ strict: true, source: 'promise', tools });
        await lab.until('b', 'encoding');
        lab.render({
          strict: true,
          source: 'promise',
          tools: [{ id: 'c', image: 'three' }, tools[1] as never],
        });
        await lab.until('c', 'encoding');
        lab.render({ strict: true, source: 'promise', tools: [tools[1] as never] });
        await new Promise((resolve) => setTimeout(resolve, 20));
        const aborted = lab.counts().aborted;
        release();
        await lab.until('b', 'ready');
        lab.unmount();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { before: aborted, ...lab.counts() };
      });
      expect(counts.before).toBeGreaterThanOrEqual(1);
      // A promise's predictor stays its maker's.
      expect(counts).toMatchObject({ loads: 1, disposals: 0 });
    },
    SLOW_MS,
  );

  test.runIf(version === 19)(
    'frees its image while React hides it, and goes on with its objects when it is shown again',
    async () => {
      const { page } = await open();
      const seen = await page.evaluate(async () => {
        const render = (hidden: boolean) =>
          lab.render({ strict: true, source: 'promise', hidden, tools: [{ id: 'a', image: 'one' }] });
        render(false);
        await lab.until('a', 'ready');
        const { session, addPoint } = lab.sam('a');
        addPoint({ x: 30, y: 30, label: 1 });
        await lab.settle('a');
        lab.sam('a').commit();
        render(true);
        // React takes effects of what is hidden away when it has time.
        while (!session.isDisposed) await new Promise((resolve) => setTimeout(resolve, 5));
        const hidden = [session.isDisposed, session.getSnapshot().status];
        render(false);
        while (lab.sam('a').session === session) await new Promise((resolve) => setTimeout(resolve, 5));
        const shown = await lab.until('a', 'ready');
        return { hidden, objects: shown.objects, isOther: lab.sam('a').session !== session };
      });
      expect(seen).toEqual({ hidden: [true, 'idle'], objects: ['Object 1 on one'], isOther: true });
    },
    SLOW_MS,
  );

  inNewest(
    'compares images by identity, leaves setImage alone without one, and shares a list of objects',
    async () => {
      const { page } = await open();
      const seen = await page.evaluate(async () => {
        const render = (image?: string | null, normalisation?: string) =>
          lab.render({
            shared: true,
            preload: true,
            tools: [
              { id: 'a', ...(image === undefined ? {} : { image }), ...(normalisation && { normalisation }) },
            ],
          });
        render();
        await lab.until('a', 'loading');
        const preloaded = await lab.until('a', 'idle');
        lab.sam('a').setImage(lab.picture('one'), { target: { image: 'one' } });
        await lab.until('a', 'ready');
        render();
        const imperative = await lab.until('a', 'ready');
        render('one');
        await lab.until('a', 'ready');
        render('one');
        const same = lab.counts().encodes;
        lab.sam('a').addPoint({ x: 30, y: 30, label: 1 });
        await lab.settle('a');
        lab.sam('a').commit();
        render('two');
        const encodes = async (count: number) => {
          while (lab.counts().encodes < count) await new Promise((resolve) => setTimeout(resolve, 5));
          return lab.settle('a');
        };
        const other = await encodes(2);
        render('two', 'minmax');
        await encodes(3);
        render();
        const none = await lab.until('a', 'idle');
        return { preloaded, imperative, same, other, none, encodes: lab.counts().encodes };
      });
      expect(seen).toMatchObject({
        preloaded: { status: 'idle' },
        imperative: { status: 'ready' },
        same: 1,
        other: { objects: ['Object 1 on one'], prompts: [] },
        none: { status: 'idle', objects: ['Object 1 on one'] },
        encodes: 3,
      });
    },
    SLOW_MS,
  );
});
