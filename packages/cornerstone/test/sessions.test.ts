import {
  ImageSession,
  type Mask,
  MedicoSamError,
  ObjectList,
  type PixelImage,
  type Predictor,
  recordSession,
  SharedPredictor,
} from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { createHostHistory, type HostMemo } from '../src/history/host-history.js';
import { SliceSessions } from '../src/session/slice-sessions.js';
import { toolPredictor } from '../src/session/tool-predictor.js';
import type { ViewedSlice } from '../src/slice/viewed-slice.js';
import { floodPredictor } from './support/flood-predictor.js';

const image = (): PixelImage => ({ data: Uint16Array.from([0, 900, 900, 0]), width: 2, height: 2 });
const slice = (key: string): ViewedSlice =>
  ({ key, plane: { width: 2, height: 2 }, image }) as unknown as ViewedSlice;

function setUp(limit = 2) {
  const predictor = floodPredictor();
  const memos: HostMemo[] = [];
  const host = createHostHistory((memo) => memos.push(memo));
  let asked = 0;
  const shared = new SharedPredictor(async () => {
    asked++;
    return predictor;
  });
  const objects = new ObjectList({ history: host.history });
  const sessions = new SliceSessions(() => ({ predictor: shared, objects, normalisation: undefined, limit }));
  return { predictor, memos, host, objects, sessions, asked: () => asked };
}

const NONE: ReadonlySet<string> = new Set();

describe('sessions of slices', () => {
  test('ask for the predictor once', async () => {
    const { sessions, asked } = setUp();
    await Promise.all(['a', 'b'].map((key) => sessions.open(slice(key), NONE).session.settled()));
    expect(asked()).toBe(1);
  });

  test('keep as many embeddings as allowed, those of viewed slices first, then those with prompts', async () => {
    const { sessions, predictor } = setUp(3);
    const first = sessions.open(slice('a'), NONE);
    await first.session.settled();
    first.session.prompts?.addPoint({ x: 1, y: 0, label: 1 });
    await first.session.settled();
    for (const key of ['b', 'c', 'd']) await sessions.open(slice(key), new Set(['c'])).session.settled();
    expect(sessions.get('a')).toBe(first);
    expect(sessions.get('b')).toBeUndefined();
    expect(sessions.get('c')).toBeDefined();
    sessions.clear();
    expect(predictor.held()).toBe(0);
  });

  test('end an encoding that is left, and without prompts are gone', async () => {
    const { sessions, predictor } = setUp();
    predictor.delayMs = 60_000;
    sessions.open(slice('a'), NONE);
    await expect.poll(() => predictor.signals.length).toBe(1);
    sessions.leave('a');
    expect(predictor.signals[0]?.aborted).toBe(true);
    expect(sessions.size).toBe(0);
  });

  test('answer prompts of a slice that was left while encoding, once it is come back to', async () => {
    const { sessions, predictor } = setUp();
    predictor.delayMs = 60_000;
    const { session } = sessions.open(slice('a'), NONE);
    session.prompts?.addPoint({ x: 1, y: 0, label: 1 });
    await expect.poll(() => predictor.signals.length).toBe(1);
    sessions.leave('a');
    expect(predictor.signals[0]?.aborted).toBe(true);
    expect(sessions.size).toBe(1);
    predictor.delayMs = 0;
    sessions.open(slice('a'), NONE);
    const { status, mask } = await session.settled();
    expect([status, (mask as Mask).area]).toEqual(['ready', 1]);
    sessions.clear();
    expect(predictor.held()).toBe(0);
  });

  test('free an embedding that comes after they are gone', async () => {
    const { sessions, predictor } = setUp();
    const { encode } = predictor;
    // One that does not hear its signal, as a thread that computes.
    predictor.encode = (pixels) => encode(pixels);
    predictor.delayMs = 30;
    sessions.open(slice('a'), NONE);
    await expect.poll(() => predictor.images.length).toBe(1);
    sessions.clear();
    await expect.poll(() => predictor.made()).toBe(1);
    await expect.poll(() => predictor.held()).toBe(0);
  });

  test('ask again for a predictor that could not be loaded', async () => {
    const predictor = floodPredictor();
    let asked = 0;
    const shared = new SharedPredictor((): Predictor => {
      if (asked++ === 0) throw new Error('no network');
      return predictor;
    });
    const objects = new ObjectList();
    const sessions = new SliceSessions(() => ({
      predictor: shared,
      objects,
      normalisation: undefined,
      limit: 2,
    }));
    const opened = sessions.open(slice('a'), NONE);
    expect((await opened.session.settled()).error?.message).toBe('no network');
    opened.recover();
    expect((await opened.session.settled()).status).toBe('ready');
  });

  test('ask once for another predictor in place of one that is no more', async () => {
    const [first, second] = [floodPredictor(), floodPredictor()];
    first.encode = async () => {
      throw new MedicoSamError('DISPOSED', { message: 'The predictor was disposed of.' });
    };
    let asked = 0;
    const predictor = new SharedPredictor(() => (asked++ === 0 ? first : second));
    const objects = new ObjectList();
    const sessions = new SliceSessions(() => ({ predictor, objects, limit: 2 }));
    const opened = ['a', 'b'].map((key) => sessions.open(slice(key), NONE));
    for (const { session } of opened) {
      expect((await session.settled()).error).toMatchObject({ code: 'DISPOSED' });
    }
    for (const one of opened) {
      one.recover();
      expect((await one.session.settled()).status).toBe('ready');
    }
    expect([asked, second.images.length]).toEqual([2, 2]);
    sessions.clear();
  });

  test('say what is missing where the tool has no getPredictor', async () => {
    const shared = toolPredictor(() => undefined);
    await expect(shared.get()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message: /getPredictor/ });
  });
});

describe('the history of a host', () => {
  test('is handed each step, and undoes and redoes it', async () => {
    const { sessions, memos } = setUp();
    const { session } = sessions.open(slice('a'), NONE);
    session.prompts?.addPoint({ x: 1, y: 0, label: 1 });
    await session.settled();
    expect(memos).toHaveLength(1);
    memos[0]?.restoreMemo(true);
    expect(session.getSnapshot().prompts).toEqual([]);
    memos[0]?.restoreMemo(false);
    expect(session.getSnapshot().prompts).toHaveLength(1);
  });

  test('gets the steps of a commit in its own memo', async () => {
    const { sessions, memos, host } = setUp();
    const { session } = sessions.open(slice('a'), NONE);
    session.prompts?.addPoint({ x: 1, y: 0, label: 1 });
    await session.settled();
    const steps = host.capture(() => session.commit({ label: 'liver', colorIndex: 3 }));
    expect(memos).toHaveLength(1);
    expect(session.getSnapshot().objects).toMatchObject([{ label: 'liver', colorIndex: 3 }]);
    for (const step of steps) step.undo();
    expect(session.getSnapshot()).toMatchObject({ objects: [], prompts: [{ kind: 'point' }] });
  });

  test('leaves a record of what was accepted, with the prompts that made it', async () => {
    const { sessions, host, objects, predictor } = setUp();
    const { session } = sessions.open(slice('a'), NONE);
    session.prompts?.addPoint({ x: 1, y: 0, label: 1 });
    await session.settled();
    host.capture(() => session.commit({ label: 'liver', colorIndex: 3 }));
    const { commits } = recordSession(new ImageSession({ predictor, objects }));
    expect(commits).toMatchObject([
      { label: 'liver', colorIndex: 3, origin: { rounds: [{ points: [{ x: 1, y: 0, label: 1 }] }] } },
    ]);
    expect(commits[0]?.target.image).toMatch(/^[0-9a-f]{64}$/);
  });
});
