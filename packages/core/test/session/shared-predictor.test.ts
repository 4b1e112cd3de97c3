import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  createHistory,
  IDLE_IMAGE_SNAPSHOT,
  ImageSession,
  ObjectList,
  type Predictor,
  SharedPredictor,
} from '../../src/index.js';
import { image } from '../predictor/support/image.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { openPredictor } from './support/open-predictor.js';

expectNoUnhandledRejections();

const point = { x: 4, y: 2, label: 1 as const };

/** A shared predictor that fails as often as told, then loads. */
async function openShared(failures = 0) {
  const { predictor, backend } = await openPredictor();
  onTestFinished(() => predictor.dispose());
  let left = failures;
  const load = vi.fn(async () => {
    if (left-- > 0) throw new RangeError('no network');
    return predictor;
  });
  return { shared: new SharedPredictor(load), load, predictor, backend };
}

describe('a predictor that several sessions share', () => {
  test('is loaded once, and each session tells of its progress', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    let come = (_: Predictor) => {};
    const load = vi.fn(({ onProgress }) => {
      onProgress?.({ stage: 'download', fraction: 0.5 });
      return new Promise<Predictor>((resolve) => (come = resolve));
    });
    const shared = new SharedPredictor(load);
    const [left, right] = [new ImageSession({ predictor: shared }), new ImageSession({ predictor: shared })];
    expect([shared.getSnapshot().status, load.mock.calls.length]).toEqual(['idle', 0]);
    left.setImage(image(1));
    right.setImage(image(2));
    expect(right.getSnapshot()).toMatchObject({ status: 'loading', progress: { fraction: 0.5 } });
    come(predictor);
    expect([await left.settled(), await right.settled()]).toMatchObject([
      { status: 'ready', progress: undefined },
      { status: 'ready', progress: undefined },
    ]);
    expect([load.mock.calls.length, shared.getSnapshot().predictor]).toEqual([1, predictor]);
    await left.dispose();
    right.prompts?.addPoint(point);
    expect((await right.settled()).mask).toBeDefined();
    await right.dispose();
  });

  test('that was aborted while it was loading is loaded again once that is forgotten', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    let isSecond = false;
    const shared = new SharedPredictor(
      ({ signal }) =>
        new Promise<Predictor>((resolve, reject) => {
          const stop = () => reject(signal?.reason as Error);
          if (signal?.aborted) return stop();
          signal?.addEventListener('abort', stop);
          if (isSecond) resolve(predictor);
        }),
    );
    const first = shared.get();
    shared.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    isSecond = true;
    shared.reset();
    expect(await shared.get()).toBe(predictor);
  });

  test('tells each who waits how far loading is, until it has come', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    let load: { tell: (fraction: number) => void; come: () => void } | undefined;
    const shared = new SharedPredictor(
      ({ onProgress }) =>
        new Promise<Predictor>((resolve) => {
          load = {
            tell: (fraction) => onProgress?.({ stage: 'download', fraction }),
            come: () => resolve(predictor),
          };
        }),
    );
    const heard: (readonly [string, number | undefined])[] = [];
    const wait = (who: string) => shared.get({ onProgress: ({ fraction }) => heard.push([who, fraction]) });
    const first = wait('first');
    load?.tell(0.1);
    const second = wait('second');
    load?.tell(0.6);
    load?.come();
    expect(await Promise.all([first, second])).toEqual([predictor, predictor]);
    load?.tell(0.9);
    expect(heard).toEqual([
      ['first', 0.1],
      ['first', 0.6],
      ['second', 0.6],
    ]);
  });

  test('that failed to load is tried again for all by one of them', async () => {
    const { shared, load } = await openShared(1);
    const [left, right] = [new ImageSession({ predictor: shared }), new ImageSession({ predictor: shared })];
    left.setImage(image(1));
    right.setImage(image(2));
    expect([await left.settled(), await right.settled()]).toMatchObject([
      { status: 'error', error: { message: 'no network' } },
      { status: 'error', error: { message: 'no network' } },
    ]);
    left.retry();
    expect([(await left.settled()).status, (await right.settled()).status]).toEqual(['ready', 'ready']);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('that was lost is loaded again once, by whichever tries first', async () => {
    const opened = await Promise.all([openPredictor(), openPredictor()]);
    onTestFinished(async () => {
      await Promise.all(opened.map(({ predictor }) => predictor.dispose()));
    });
    let calls = 0;
    const shared = new SharedPredictor(async () => opened[calls++]?.predictor as Predictor);
    const [left, right] = [new ImageSession({ predictor: shared }), new ImageSession({ predictor: shared })];
    for (const session of [left, right]) session.setImage(image());
    await Promise.all([left.settled(), right.settled()]);
    await opened[0]?.predictor.dispose();
    for (const session of [left, right]) {
      session.prompts?.addPoint(point);
      expect(await session.settled()).toMatchObject({ status: 'error', error: { code: 'DISPOSED' } });
      session.retry();
      expect((await session.settled()).status).toBe('ready');
    }
    expect(calls).toBe(2);
  });

  test('is disposed of with its maker, and loaded again where it is needed after all', async () => {
    const made: Predictor[] = [];
    const shared = new SharedPredictor(async () => {
      const { predictor } = await openPredictor();
      made.push(predictor);
      return predictor;
    });
    const first = await shared.get();
    await shared.dispose();
    await expect(first.encode(image())).rejects.toMatchObject({ code: 'DISPOSED' });
    expect(shared.getSnapshot().status).toBe('idle');
    const loading = shared.get();
    await shared.dispose();
    await expect((await loading).encode(image())).rejects.toMatchObject({ code: 'DISPOSED' });
    expect([await shared.get(), made.length]).toEqual([made[2], 3]);
    await shared.dispose();
  });

  test('that was given stays its maker’s', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    for (const shared of [new SharedPredictor(predictor), new SharedPredictor(Promise.resolve(predictor))]) {
      await shared.get();
      await shared.dispose();
      expect(shared.getSnapshot()).toMatchObject({ status: 'ready', predictor });
    }
    (await predictor.encode(image())).release();
  });
});

describe('a session', () => {
  test('that was made and never used is held by nobody, and yet up to date', () => {
    const history = createHistory();
    const objects = new ObjectList({ history });
    const subscribed = vi.spyOn(objects, 'subscribe');
    const session = new ImageSession({ predictor: new Promise<Predictor>(() => {}), objects });
    const before = session.getSnapshot();
    expect([subscribed.mock.calls.length, session.getSnapshot()]).toEqual([0, before]);
    const mask = { size: [2, 2] as const, counts: [4] };
    objects.add({ mask, target: { image: 'a' } });
    expect(session.getSnapshot()).toMatchObject({ canUndo: true, objects: [{ label: 'Object 1' }] });
    expect(objects.nextColorIndex).toBe(2);
  });

  test('keeps its snapshot when it is given the same image and target again', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    const session = new ImageSession({ predictor });
    const shown = image();
    const target = () => ({ image: 'knee', slice: { axis: 'k' as const, index: 3 } });
    session.setImage(shown, { target: target() });
    const before = await session.settled();
    session.setImage(shown, { target: target() });
    expect(session.getSnapshot()).toBe(before);
    await session.dispose();
    expect([session.isDisposed, session.getSnapshot()]).toEqual([true, IDLE_IMAGE_SNAPSHOT]);
  });
});
