import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  ImageSession,
  type ImageSessionOptions,
  loadPredictor,
  MedicoSamError,
  type Predictor,
} from '../../src/index.js';
import { fakeSource } from '../model/support/fake-source.js';
import { FakeRealmBackend } from '../predictor/support/fake-realm.js';
import { image } from '../predictor/support/image.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { tensors } from './support/open-image-session.js';
import { openPredictor } from './support/open-predictor.js';

expectNoUnhandledRejections();

const point = { x: 4, y: 2, label: 1 as const };

describe('the predictor', () => {
  test('is called for once, when it is first needed, with progress as the status loading', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    let come = (_: Predictor) => {};
    const load = vi.fn<Extract<ImageSessionOptions['predictor'], (...args: never) => unknown>>(
      ({ onProgress }) => {
        onProgress?.({ stage: 'download', fraction: 0.5 });
        return new Promise((resolve) => (come = resolve));
      },
    );
    const session = new ImageSession({ predictor: load });
    expect([session.getSnapshot().status, load.mock.calls.length]).toEqual(['idle', 0]);
    session.setImage(image());
    expect(session.getSnapshot()).toMatchObject({
      status: 'loading',
      progress: { stage: 'download', fraction: 0.5 },
    });
    session.setImage(image());
    session.load();
    come(predictor);
    expect((await session.settled()).status).toBe('ready');
    expect([load.mock.calls.length, session.predictor]).toEqual([1, predictor]);
    await session.dispose();
  });

  test('may be loaded before there is an image', async () => {
    const { predictor } = await openPredictor();
    onTestFinished(() => predictor.dispose());
    const session = new ImageSession({ predictor: async () => predictor });
    session.load();
    expect(session.getSnapshot().status).toBe('loading');
    expect((await session.settled()).status).toBe('idle');
    const promised = new ImageSession({ predictor: Promise.resolve(predictor) });
    expect(promised.getSnapshot().status).toBe('loading');
    expect((await promised.settled()).status).toBe('idle');
  });

  test.each<[string, () => ImageSessionOptions['predictor']]>([
    ['a promise', () => Promise.reject(new RangeError('no network'))],
    ['a function', () => async () => Promise.reject(new RangeError('no network'))],
    [
      'a function that throws',
      () => () => {
        throw new RangeError('no network');
      },
    ],
  ])('that cannot be loaded is the error: %s', async (_, source) => {
    const session = new ImageSession({ predictor: source() });
    session.load();
    session.setImage(image());
    session.prompts?.addPoint(point);
    expect(await session.settled()).toMatchObject({ status: 'error', error: { message: 'no network' } });
    session.setImage(undefined);
    expect(session.getSnapshot().status).toBe('error');
    await session.dispose();
  });

  test('is loaded again by retry, also when it was lost', async () => {
    const opened = await Promise.all([openPredictor(), openPredictor()]);
    onTestFinished(async () => {
      await Promise.all(opened.map(({ predictor }) => predictor.dispose()));
    });
    let calls = 0;
    const session = new ImageSession({
      predictor: async () => {
        const next = opened[calls++ - 1];
        if (!next) throw new RangeError('no network');
        return next.predictor;
      },
    });
    session.load();
    expect(await session.settled()).toMatchObject({ status: 'error', error: { message: 'no network' } });
    session.setImage(image());
    session.retry();
    expect((await session.settled()).status).toBe('ready');
    await opened[0]?.predictor.dispose();
    session.prompts?.addPoint(point);
    expect(await session.settled()).toMatchObject({ status: 'error', error: { code: 'DISPOSED' } });
    session.retry();
    expect(await session.settled()).toMatchObject({ status: 'ready', error: undefined });
    expect([calls, session.predictor]).toEqual([3, opened[1]?.predictor]);
  });

  test('stays its maker’s, unless the session owns it', async () => {
    const { predictor } = await openPredictor();
    const session = new ImageSession({ predictor });
    await session.dispose();
    (await predictor.encode(image())).release();
    const owner = new ImageSession({ predictor: () => predictor, ownsPredictor: true });
    owner.load();
    await owner.dispose();
    await expect(predictor.encode(image())).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  test('that is being loaded is told when nobody needs it any more', async () => {
    const aborted = vi.fn();
    const session = new ImageSession({
      predictor: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            aborted();
            reject(signal.reason);
          });
        }),
      ownsPredictor: true,
    });
    session.setImage(image());
    await session.dispose();
    expect(aborted).toHaveBeenCalledOnce();
  });
});

test('an error that is none is wrapped', async () => {
  const session = new ImageSession({ predictor: () => Promise.reject('text') });
  session.load();
  const { error } = await session.settled();
  expect(error).toBeInstanceOf(MedicoSamError);
  expect(error?.message).toContain('text');
});

test('in a realm of its own answers the same, and its embeddings are freed there', async () => {
  const backend = new FakeRealmBackend();
  const session = new ImageSession({
    predictor: (options) => loadPredictor({ model: fakeSource(), backend, ...options }),
    ownsPredictor: true,
  });
  session.setImage(image(1));
  session.prompts?.addPoint(point);
  session.setImage(image(2));
  session.prompts?.addPoint(point);
  expect((await session.settled()).mask?.lowRes?.data[0]).toBeCloseTo(2011.6, 3);
  session.prompts?.addPoint({ x: 9, y: 9, label: 0 });
  expect((await session.settled()).mask?.lowRes?.data[0]).toBeCloseTo(2013.6, 3);
  expect(session.commit()).toBeDefined();
  session.setImage(undefined);
  await expect.poll(() => tensors(backend.inner)).toBe(0);
  await session.dispose();
  expect(backend.terminations).toBe(1);
});
