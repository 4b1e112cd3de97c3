import { describe, expect, test } from 'vitest';
import { createHistory, type Predictor, PromptSession } from '../../src/index.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { gateOf } from './support/open-predictor.js';
import { openSession, point } from './support/open-session.js';

expectNoUnhandledRejections();

describe('answers', () => {
  test('of changes in one turn: only the last is asked', async () => {
    const { session, backend, asked } = await openSession();
    session.addPoint(point(1, 1));
    session.addPoint(point(2, 2));
    session.addPoint(point(3, 3));
    const { mask, prompts } = await session.settled();
    expect(prompts).toHaveLength(3);
    expect(asked).toHaveLength(1);
    expect(backend.log.filter((line) => line.startsWith('run decoder'))).toEqual(['run decoder 1']);
    expect(mask?.candidate).toBe(0);
    expect(session.rounds()).toHaveLength(1);
  });

  test('that come late never overwrite newer ones', async () => {
    const { session, backend } = await openSession();
    const gate = gateOf(backend, 'decoder');
    session.addPoint(point(1, 1));
    await gate.reached;
    session.addPoint(point(2, 2));
    const seen: (number | undefined)[] = [];
    session.subscribe(() => seen.push(session.getSnapshot().mask?.candidate));
    gate.open();
    await session.settled();
    expect(session.getSnapshot().prompts).toHaveLength(2);
    // The first point alone would have shown candidate 2.
    expect(seen).toEqual([0]);
  });

  test('that come out of order, of a predictor that ignores signals, are still the newest', async () => {
    const { predictor, embedding } = await openSession();
    const answers: (() => void)[] = [];
    const slow: Predictor = {
      ...predictor,
      info: predictor.info,
      predict: async (target, prompt, { signal: _, replaces: __, ...options } = {}) => {
        const masks = await predictor.predict(target, prompt, options);
        await new Promise<void>((resolve) => answers.push(resolve));
        return masks;
      },
    };
    const session = new PromptSession({ predictor: slow, embedding });
    session.addPoint(point(1, 1));
    await expect.poll(() => answers.length).toBe(1);
    session.addPoint(point(2, 2));
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.();
    const { mask } = await session.settled();
    answers[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(session.getSnapshot().mask).toBe(mask);
    expect(mask?.candidate).toBe(0);
  });

  test('keep the last mask in view while a newer one is predicted', async () => {
    const { session } = await openSession();
    session.addPoint(point(1, 1));
    const { mask } = await session.settled();
    session.addPoint(point(2, 2));
    expect(session.getSnapshot()).toMatchObject({ status: 'predicting', mask });
    await session.settled();
    expect(session.getSnapshot().mask).not.toBe(mask);
  });

  test('that fail are in the snapshot; the next change, or retry, asks again', async () => {
    const { session, backend } = await openSession();
    const graphs = backend.graphs;
    backend.graphs = {};
    session.addPoint(point(1, 1));
    expect(await session.settled()).toMatchObject({
      status: 'error',
      error: { code: 'GRAPH_UNSUPPORTED' },
      mask: undefined,
    });
    backend.graphs = graphs;
    session.retry();
    expect(await session.settled()).toMatchObject({ status: 'ready', error: undefined });
    session.retry();
    expect(session.getSnapshot().status).toBe('ready');
  });
});

describe('a preview', () => {
  const preview = (session: PromptSession) => session.getSnapshot().preview;

  test('is what a prompt at the pointer’s place would give, and changes nothing else', async () => {
    const { session, asked } = await openSession();
    session.hover({ x: 4, y: 2 });
    await expect.poll(() => preview(session)?.candidate).toBe(2);
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', prompts: [], canUndo: false });
    session.addPoint(point(4, 2));
    expect(preview(session)).toBeUndefined();
    const { mask } = await session.settled();
    session.hover({ box: [0, 0, 9, 9] });
    await expect.poll(() => preview(session)?.candidate).toBe(0);
    expect(asked.at(-1)?.[1]).toMatchObject({ points: [point(4, 2)], box: [0, 0, 9, 9], mask: mask?.lowRes });
    expect(asked.at(-1)?.[2]).toMatchObject({ priority: 'normal', outputs: ['mask'] });
    session.hover();
    expect(preview(session)).toBeUndefined();
  });

  test('of a newer place replaces one that waits; one that runs is still shown', async () => {
    const { session, backend } = await openSession();
    session.hover({ x: 1, y: 1 });
    await expect.poll(() => preview(session)).toBeDefined();
    session.hover();
    const runs = () => backend.log.filter((line) => line.startsWith('run decoder')).length;
    const before = runs();
    const gate = gateOf(backend, 'decoder');
    session.hover({ x: 2, y: 2, label: 0 });
    await gate.reached;
    for (let x = 3; x < 9; x++) session.hover({ x, y: 3 });
    gate.open();
    await expect.poll(() => preview(session)?.candidate).toBe(2);
    expect(runs() - before).toBe(2);
  });

  test('that cannot be is none, and never an error', async () => {
    const { session } = await openSession();
    session.hover({ box: [4, 4, 4, 4] });
    session.hover({ x: Number.NaN, y: 0 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', preview: undefined, error: undefined });
  });

  test('that comes after it was cleared is not shown', async () => {
    const { session, backend } = await openSession();
    const gate = gateOf(backend, 'decoder');
    session.hover({ x: 2, y: 2 });
    await gate.reached;
    session.hover();
    gate.open();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(preview(session)).toBeUndefined();
  });
});

describe('two sessions on one predictor', () => {
  test('neither replace nor see each other’s calls, with one history or two', async () => {
    const history = createHistory();
    const { session: first, predictor, embedding } = await openSession({}, { history });
    const second = new PromptSession({ predictor, embedding }, { history });
    first.addPoint(point(4, 2));
    second.addPoint(point(5, 5, 0));
    first.hover({ x: 1, y: 1 });
    second.hover({ x: 2, y: 2 });
    const [a, b] = await Promise.all([first.settled(), second.settled()]);
    expect([a.status, b.status]).toEqual(['ready', 'ready']);
    expect([a.mask?.candidate, b.mask?.candidate]).toEqual([2, 0]);
    await expect
      .poll(() => [first, second].map((one) => one.getSnapshot().preview !== undefined))
      .toEqual([true, true]);
    first.undo();
    expect([first, second].map((one) => one.getSnapshot().prompts.length)).toEqual([1, 0]);
    second.dispose();
    first.undo();
    expect(first.getSnapshot()).toMatchObject({ prompts: [], canUndo: false });
  });
});
