import { describe, expect, test } from 'vitest';
import { type Manifest, PromptSession } from '../../src/index.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { UNTRAINED } from './support/open-predictor.js';
import { logit, openSession, point } from './support/open-session.js';

expectNoUnhandledRejections();

describe('a prompt session', () => {
  test('is idle without prompts', async () => {
    const { session } = await openSession();
    expect(session.getSnapshot()).toEqual({
      status: 'idle',
      prompts: [],
      mask: undefined,
      candidates: [],
      preview: undefined,
      error: undefined,
      canUndo: false,
      canRedo: false,
    });
    expect(session.rounds()).toEqual([]);
  });

  test('answers a single point with all candidates, the best of them the mask', async () => {
    const { session } = await openSession();
    const id = session.addPoint(point(4, 2));
    expect(session.getSnapshot()).toMatchObject({ status: 'predicting', mask: undefined, canUndo: true });
    const { status, mask, candidates, prompts } = await session.settled();
    expect(status).toBe('ready');
    expect(prompts).toEqual([{ id, kind: 'point', x: 4, y: 2, label: 1 }]);
    expect(candidates.map(({ candidate }) => candidate)).toEqual([2, 3, 1]);
    expect(mask).toBe(candidates[0]);
    expect(mask).toMatchObject({ candidate: 2, width: 20, height: 10, area: 200 });
  });

  test('answers with the same mask alone where candidates are not wanted', async () => {
    const { session, asked } = await openSession({}, { candidates: false });
    session.addPoint(point(4, 2));
    const { mask, candidates } = await session.settled();
    expect([mask?.candidate, candidates]).toEqual([2, [mask]]);
    expect(asked[0]?.[2]?.multimask).toBe('auto');
  });

  test('feeds the logits of the mask back from the second prompt on', async () => {
    const { session, asked } = await openSession();
    session.addPoint(point(4, 2));
    const { mask: first } = await session.settled();
    session.addPoint(point(9, 9, 0));
    const { mask: second } = await session.settled();
    expect(asked.map(([, prompt]) => prompt.mask)).toEqual([undefined, first?.lowRes]);
    // The fake network adds the mask prompt to the image's 100.
    expect(second).toMatchObject({ candidate: 0 });
    expect(logit(session)).toBeCloseTo(100 + (first?.lowRes?.data[0] ?? 0), 3);
    expect(session.rounds()).toEqual([
      { points: [point(4, 2)], candidate: 2 },
      { points: [point(4, 2), point(9, 9, 0)], candidate: 0 },
    ]);
  });

  test.each<[string, Partial<Manifest>]>([
    ['was not trained for mask prompts', UNTRAINED],
    ['takes none', { decoder: { masks: 4, lowRes: [8, 8], prompts: ['point', 'box'] } }],
  ])('feeds nothing back to a model that %s', async (_, manifest) => {
    const { session, asked } = await openSession(manifest);
    session.addPoint(point(4, 2));
    await session.settled();
    session.addPoint(point(9, 9, 0));
    await session.settled();
    expect(asked.map(([, prompt]) => prompt.mask)).toEqual([undefined, undefined]);
    expect(session.rounds()).toHaveLength(1);
  });

  test('begins anew where a prompt is taken back or replaced', async () => {
    const { session, asked } = await openSession();
    const first = session.addPoint(point(4, 2));
    await session.settled();
    session.setBox([1, 1, 5, 5]);
    await session.settled();
    session.setBox([1, 1, 6, 6]);
    await session.settled();
    session.removePrompt(first);
    const { prompts } = await session.settled();
    expect(asked.map(([, prompt]) => prompt.mask !== undefined)).toEqual([false, true, false, false]);
    expect(prompts).toMatchObject([{ kind: 'box', box: [1, 1, 6, 6] }]);
    expect(session.rounds()).toEqual([{ points: [], box: [1, 1, 6, 6], candidate: 0 }]);
  });

  test('takes a mask of the user’s own, also of an untrained model, and copies it', async () => {
    const { session, asked } = await openSession(UNTRAINED);
    const bits = new Uint8Array(200).fill(1);
    session.setMask({ bits, width: 20, height: 10 });
    bits.fill(0);
    await session.settled();
    const given = asked[0]?.[1].mask;
    expect(given && 'bits' in given && given.bits.every((bit) => bit === 1)).toBe(true);
    expect(logit(session)).toBeCloseTo(106.906755, 4);
    expect(session.rounds()).toMatchObject([{ mask: { size: [10, 20] } }]);
  });

  test('a mask of the user’s own gives way to the logits of its answer', async () => {
    const { session, asked } = await openSession();
    session.setMask({ bits: new Uint8Array(200).fill(1), width: 20, height: 10 });
    const { mask } = await session.settled();
    session.addPoint(point(1, 1));
    await session.settled();
    expect(asked[1]?.[1].mask).toBe(mask?.lowRes);
    expect(session.rounds().map((round) => 'mask' in round)).toEqual([true, false]);
  });

  test('a scribble is one step of several points', async () => {
    const { session } = await openSession();
    const ids = session.scribble([point(0, 5), point(5, 5)], 0);
    expect(ids).toHaveLength(4);
    expect(session.getSnapshot().prompts).toMatchObject(
      [0.625, 1.875, 3.125, 4.375].map((x) => ({ kind: 'point', x, y: 5, label: 0 })),
    );
    session.undo();
    expect(session.getSnapshot().prompts).toEqual([]);
  });

  test.each<[string, (session: PromptSession) => void]>([
    ['INVALID_ARGUMENT', (session) => session.addPoint(point(Number.NaN, 1))],
    ['INVALID_ARGUMENT', (session) => session.addPoint(point(1, 100))],
    ['INVALID_ARGUMENT', (session) => session.addPoint(point(1, 1, 2 as 1))],
    ['INVALID_ARGUMENT', (session) => session.setBox([3, 3, 3, 5])],
    ['INVALID_ARGUMENT', (session) => session.setMask({ bits: new Uint8Array(4), width: 2, height: 2 })],
    ['INVALID_ARGUMENT', (session) => session.scribble([], 1)],
    ['INVALID_ARGUMENT', (session) => session.removePrompt(7)],
    ['INVALID_ARGUMENT', (session) => session.selectCandidate(0)],
  ])('wrong input throws %s and changes nothing', async (code, act) => {
    const { session, asked } = await openSession();
    const before = session.getSnapshot();
    expect(() => act(session)).toThrow(expect.objectContaining({ code }));
    expect(session.getSnapshot()).toBe(before);
    await session.settled();
    expect(asked).toEqual([]);
  });

  test('a kind of prompt that the model does not take is PROMPT_UNSUPPORTED', async () => {
    const { session } = await openSession({ decoder: { masks: 4, lowRes: [8, 8], prompts: ['point'] } });
    expect(() => session.setBox([1, 1, 5, 5])).toThrow(
      expect.objectContaining({ code: 'PROMPT_UNSUPPORTED' }),
    );
  });

  test('a threshold that is none is refused, and another one moves the mask', async () => {
    const { session, predictor, embedding } = await openSession({}, { threshold: 1e6 });
    expect(() => new PromptSession({ predictor, embedding }, { threshold: Number.NaN })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    session.addPoint(point(4, 2));
    expect((await session.settled()).mask?.area).toBe(0);
  });
});
