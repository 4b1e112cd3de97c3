import { describe, expect, test, vi } from 'vitest';
import { createHistory, type HistoryMemo, type ImageSessionOptions, ObjectList } from '../../src/index.js';
import { image } from '../predictor/support/image.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { openImageSession } from './support/open-image-session.js';

expectNoUnhandledRejections();

const point = { x: 4, y: 2, label: 1 as const };

describe('a commit', () => {
  async function prompted(options: Partial<ImageSessionOptions> = {}) {
    const made = await openImageSession(options);
    made.session.setImage(image(), { target: { image: 'ct', slice: { axis: 'k', index: 7 } } });
    made.session.prompts?.addPoint(point);
    await made.session.settled();
    return made;
  }

  test('makes the mask an object and takes the prompts back, in one step and one change', async () => {
    const { session } = await prompted();
    const { mask } = session.getSnapshot();
    const listener = vi.fn();
    session.subscribe(listener);
    const object = session.commit({ label: 'liver', colorIndex: 4 });
    expect(listener).toHaveBeenCalledOnce();
    expect(object).toMatchObject({
      label: 'liver',
      colorIndex: 4,
      target: { image: 'ct', slice: { axis: 'k', index: 7 } },
      mask: mask?.toRLE(),
      origin: {
        image: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), width: 20, height: 10 },
        model: { id: 'fake', hash: 'a'.repeat(64) },
        normalisation: 'none',
        threshold: 0,
        rounds: [{ points: [point], candidate: 2 }],
      },
    });
    expect(session.getSnapshot()).toMatchObject({
      status: 'ready',
      prompts: [],
      mask: undefined,
      objects: [object],
    });
    session.undo();
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', prompts: [point], mask, objects: [] });
    session.redo();
    expect(session.getSnapshot()).toMatchObject({ prompts: [], objects: [object], canRedo: false });
  });

  test('while the mask is not that of the prompts is nothing', async () => {
    const { session, backend } = await prompted();
    session.prompts?.addPoint({ x: 1, y: 1, label: 0 });
    expect([session.commit(), session.getSnapshot().objects]).toEqual([undefined, []]);
    await session.settled();
    backend.graphs = {};
    await session.settled();
    expect(session.commit()).toBeDefined();
    expect(session.commit()).toBeUndefined();
  });

  test('into an object replaces its mask, of the same target and not locked', async () => {
    const { session } = await prompted();
    const first = session.commit({ label: 'liver' });
    session.prompts?.setBox([1, 1, 5, 5]);
    await session.settled();
    const id = first?.id ?? '';
    session.objects.update(id, { locked: true });
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT' });
    expect(() => session.commit({ into: id })).toThrow(refused);
    expect(session.getSnapshot().prompts).toHaveLength(1);
    session.undo();
    session.setTarget({ image: 'other' });
    expect(() => session.commit({ into: id })).toThrow(refused);
    expect(() => session.commit({ into: 'nobody' })).toThrow(refused);
    session.setTarget({ image: 'ct', slice: { axis: 'k', index: 7 } });
    const second = session.commit({ into: id });
    expect(second).toMatchObject({ id, label: 'liver', origin: { rounds: [{ box: [1, 1, 5, 5] }] } });
    expect(session.getSnapshot().objects).toEqual([second]);
  });

  test('goes to a list that outlives the session, undone by memos of the host’s', async () => {
    const memos: HistoryMemo[] = [];
    const objects = new ObjectList({ history: createHistory({ onStep: (memo) => memos.push(memo) }) });
    const { session } = await prompted({ objects });
    session.commit();
    expect(memos.map(({ label }) => label)).toEqual(['point', 'commit']);
    memos[1]?.undo();
    expect(session.getSnapshot()).toMatchObject({ prompts: [point], objects: [] });
    memos[1]?.redo();
    await session.dispose();
    expect(objects.getSnapshot().objects).toHaveLength(1);
    memos[1]?.undo();
    memos[0]?.undo();
    expect(objects.getSnapshot().objects).toEqual([]);
  });
});
