import { describe, expect, test } from 'vitest';
import { createHistory, IDLE_IMAGE_SNAPSHOT, ImageSession, ObjectList } from '../../src/index.js';
import { image } from '../predictor/support/image.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { openImageSession, tensors } from './support/open-image-session.js';
import { gateOf } from './support/open-predictor.js';

expectNoUnhandledRejections();

const point = { x: 4, y: 2, label: 1 as const };

describe('an image session', () => {
  test('is idle, and the same as what a server renders, without an image', async () => {
    const { session } = await openImageSession();
    expect(session.getSnapshot()).toEqual(IDLE_IMAGE_SNAPSHOT);
    expect([session.prompts, session.origin]).toEqual([undefined, undefined]);
    expect(session.commit()).toBeUndefined();
    expect(session.getSnapshot()).toBe(session.getSnapshot());
  });

  test('encodes an image and answers prompts, given before or after', async () => {
    const { session, statuses } = await openImageSession();
    const picture = image();
    session.setImage(picture, { target: { image: 'knee' } });
    session.prompts?.addPoint(point);
    expect(session.getSnapshot()).toMatchObject({
      status: 'encoding',
      image: picture,
      target: { image: 'knee' },
    });
    const { mask } = await session.settled();
    session.prompts?.addPoint({ x: 9, y: 9, label: 0 });
    await session.settled();
    expect(statuses).toEqual(['encoding', 'predicting', 'ready', 'predicting', 'ready']);
    expect(session.getSnapshot()).toMatchObject({
      status: 'ready',
      candidates: [{ candidate: 0 }],
      canUndo: true,
    });
    session.undo();
    expect(session.getSnapshot()).toMatchObject({ mask, canRedo: true });
    session.redo();
    session.reset();
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', mask: undefined, prompts: [] });
  });

  test('tells progress and warnings', async () => {
    const { session } = await openImageSession();
    const stages = new Set<string | undefined>();
    session.subscribe(() => stages.add(session.getSnapshot().progress?.stage));
    session.setImage({ data: new Uint16Array(200).fill(7), width: 20, height: 10 });
    expect(await session.settled()).toMatchObject({ warnings: [{ code: 'NORMALISATION_CHOSEN' }] });
    expect([...stages]).toEqual(expect.arrayContaining(['encode', undefined]));
    expect(session.getSnapshot().progress).toBeUndefined();
  });

  test('names an image that has no target by its hash', async () => {
    const { session } = await openImageSession();
    session.setImage(image());
    expect((await session.settled()).target).toEqual({ image: expect.stringMatching(/^[0-9a-f]{64}$/) });
    session.setTarget({ image: 'ct', slice: { axis: 'k', index: 3 } });
    expect(session.getSnapshot().target).toEqual({ image: 'ct', slice: { axis: 'k', index: 3 } });
  });

  test('compares an image by identity; another normalisation encodes it again', async () => {
    const { session, backend } = await openImageSession({ normalisation: 'minmax' });
    const encodings = () => backend.log.filter((line) => line === 'run encoder').length;
    const picture = image();
    session.setImage(picture);
    await session.settled();
    session.prompts?.addPoint(point);
    const { prompts } = session;
    session.setImage(picture, { target: { image: 'x' } });
    session.setImage(picture, { normalisation: 'minmax' });
    expect([session.prompts, session.getSnapshot().target]).toEqual([prompts, { image: 'x' }]);
    await session.settled();
    expect(encodings()).toBe(1);
    expect(session.origin?.normalisation).toBe('minmax');
    session.setImage(picture, { normalisation: 'none' });
    await session.settled();
    expect(encodings()).toBe(2);
    session.setImage(image());
    await session.settled();
    expect(encodings()).toBe(3);
    expect(session.prompts).not.toBe(prompts);
  });

  test('what is wrong with an image is its error, until there is another', async () => {
    const { session } = await openImageSession();
    for (const wrong of [
      { ...image(), width: 21 },
      { ...image(), data: [] as never },
    ]) {
      session.setImage(wrong);
      expect(await session.settled()).toMatchObject({ status: 'error', error: { code: 'IMAGE_INVALID' } });
    }
    session.setImage(image(), { normalisation: 'nonsense' });
    expect(await session.settled()).toMatchObject({ error: { code: 'NORMALISATION_INVALID' } });
    session.setImage(image());
    expect(await session.settled()).toMatchObject({ status: 'ready', error: undefined });
    session.setImage(null);
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', image: undefined });
  });

  test('retry encodes again, and asks again', async () => {
    const { session, backend } = await openImageSession();
    const { graphs } = backend;
    backend.graphs = {};
    session.setImage(image(), { target: { image: 'knee' } });
    expect(await session.settled()).toMatchObject({ error: { code: 'GRAPH_UNSUPPORTED' } });
    const { encoder, ...others } = graphs;
    backend.graphs = encoder ? { encoder } : {};
    session.retry();
    expect(await session.settled()).toMatchObject({ status: 'ready', target: { image: 'knee' } });
    session.prompts?.addPoint(point);
    expect(await session.settled()).toMatchObject({ status: 'error', prompts: [point] });
    backend.graphs = { ...graphs, ...others };
    session.retry();
    expect(await session.settled()).toMatchObject({ status: 'ready', mask: { candidate: 2 } });
  });

  test('wrong arguments throw, and change nothing', async () => {
    const { session, predictor } = await openImageSession();
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT' });
    expect(() => session.setTarget({ image: 'x' })).toThrow(refused);
    expect(() => session.setImage(image(), { target: { image: '' } })).toThrow(refused);
    expect(session.getSnapshot().status).toBe('idle');
    const two = { objects: new ObjectList(), history: createHistory() };
    expect(() => new ImageSession({ predictor, ...two })).toThrow(refused);
    expect(() => new ImageSession({ predictor, threshold: Number.NaN })).toThrow(refused);
  });
});

describe('disposal', () => {
  test('is clean at every moment', async () => {
    for (const moment of ['idle', 'encoding', 'encoded', 'predicting', 'hovering', 'ready'] as const) {
      const { session, backend } = await openImageSession();
      const gate = gateOf(backend, moment === 'encoding' ? 'encoder' : 'decoder');
      if (moment !== 'idle') session.setImage(image());
      if (moment === 'encoding') await gate.reached;
      else await session.settled();
      if (moment === 'predicting') session.prompts?.addPoint(point);
      if (moment === 'hovering') session.prompts?.hover(point);
      if (moment === 'predicting' || moment === 'hovering') await gate.reached;
      gate.open();
      if (moment === 'ready') {
        session.prompts?.addPoint(point);
        await session.settled();
      }
      await Promise.all([session.dispose(), session.dispose()]);
      expect(session.getSnapshot()).toEqual(IDLE_IMAGE_SNAPSHOT);
      await expect.poll(() => tensors(backend), { message: moment }).toBe(0);
    }
  });

  test('ends what waits for the session to settle, and refuses what comes after', async () => {
    const { session, backend } = await openImageSession();
    const gate = gateOf(backend, 'encoder');
    session.setImage(image());
    const settled = session.settled();
    await session.dispose();
    expect(await settled).toEqual(IDLE_IMAGE_SNAPSHOT);
    gate.open();
    const acts = [
      () => session.setImage(image()),
      () => session.setTarget({ image: 'x' }),
      () => session.load(),
      () => session.commit(),
    ];
    for (const act of acts) expect(act).toThrow(expect.objectContaining({ code: 'DISPOSED' }));
    session.reset();
    session.retry();
    expect([session.undo(), session.redo()]).toEqual([false, false]);
  });
});

test('two sessions share a predictor and a list without disturbing each other', async () => {
  const objects = new ObjectList();
  const { session: first, predictor, backend } = await openImageSession({ objects });
  const second = new ImageSession({ predictor, objects });
  first.setImage(image(1), { target: { image: 'a' } });
  second.setImage(image(2), { target: { image: 'b' } });
  first.prompts?.addPoint(point);
  second.prompts?.addPoint(point);
  const [a, b] = await Promise.all([first.settled(), second.settled()]);
  expect([a.mask?.lowRes?.data[0], b.mask?.lowRes?.data[0]].map((value) => value?.toFixed(1))).toEqual([
    '2010.6',
    '2011.6',
  ]);
  first.commit();
  second.commit();
  expect(first.getSnapshot().objects.map(({ target }) => target.image)).toEqual(['a', 'b']);
  await first.dispose();
  second.prompts?.addPoint(point);
  expect((await second.settled()).status).toBe('ready');
  await second.dispose();
  await expect.poll(() => tensors(backend)).toBe(0);
  expect(objects.getSnapshot().objects).toHaveLength(2);
});
