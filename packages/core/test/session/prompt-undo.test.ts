import { describe, expect, test } from 'vitest';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { logit, openSession, point } from './support/open-session.js';

expectNoUnhandledRejections();

describe('undo and redo', () => {
  test('step over prompts, with the mask of each, without asking again', async () => {
    const { session, asked } = await openSession();
    session.addPoint(point(4, 2));
    const { mask: first } = await session.settled();
    session.addPoint(point(9, 9, 0));
    const { mask: second } = await session.settled();
    session.undo();
    expect(session.getSnapshot()).toMatchObject({
      status: 'ready',
      mask: first,
      canUndo: true,
      canRedo: true,
    });
    session.undo();
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', mask: undefined, canUndo: false });
    session.redo();
    session.redo();
    expect(session.getSnapshot()).toMatchObject({ mask: second, canRedo: false });
    expect(asked).toHaveLength(2);
  });

  test('come back to what was never answered, and ask it as it would have been', async () => {
    const { session, asked } = await openSession();
    session.addPoint(point(1, 1));
    session.addPoint(point(2, 2));
    await session.settled();
    session.undo();
    expect(session.getSnapshot().status).toBe('predicting');
    expect((await session.settled()).mask?.candidate).toBe(2);
    expect(asked.map(([, { points, mask }]) => [points?.length, mask])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    session.redo();
    expect((await session.settled()).mask?.candidate).toBe(0);
  });

  test('ask anew for masks too old to be kept, with the same logits and candidate', async () => {
    const { session, asked } = await openSession();
    session.addPoint(point(1, 1));
    await session.settled();
    session.selectCandidate(1);
    for (let k = 2; k <= 12; k++) {
      session.addPoint(point(k, 1));
      await session.settled();
    }
    const questions = asked.length;
    const masks = new Map<number, number | undefined>();
    for (let k = 12; k >= 1; k--) {
      masks.set(k, logit(session));
      session.undo();
      await session.settled();
    }
    expect(asked.length).toBeGreaterThan(questions);
    // Each answer adds 100 to what it was fed; the first is candidate 2 or, chosen by hand, 3.
    expect(session.getSnapshot().mask?.candidate).toBe(2);
    session.redo();
    expect((await session.settled()).mask?.candidate).toBe(3);
    for (let k = 2; k <= 12; k++) {
      session.redo();
      await session.settled();
      expect(logit(session)).toBe(masks.get(k));
    }
  });

  test('step over the choice of a candidate, whose logits are then fed back', async () => {
    const { session, asked } = await openSession();
    session.addPoint(point(4, 2));
    await session.settled();
    session.selectCandidate(2);
    const { mask, candidates } = session.getSnapshot();
    expect([mask?.candidate, candidates.length]).toEqual([1, 3]);
    session.selectCandidate(2);
    session.undo();
    expect(session.getSnapshot().mask?.candidate).toBe(2);
    session.redo();
    session.addPoint(point(5, 5));
    await session.settled();
    expect(asked.at(-1)?.[1].mask).toBe(mask?.lowRes);
    expect(session.rounds()[0]?.candidate).toBe(1);
  });

  test('step over a reset, which is nothing without prompts', async () => {
    const { session } = await openSession();
    session.reset();
    expect(session.getSnapshot().canUndo).toBe(false);
    session.addPoint(point(4, 2));
    const { mask } = await session.settled();
    session.reset();
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', prompts: [], mask: undefined });
    session.undo();
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', mask });
  });
});
