import { describe, expect, test, vi } from 'vitest';
import { type ImageEmbedding, type Predictor, PromptSession } from '../../src/index.js';
import type { FakeBackend } from '../model/support/fake-backend.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { gateOf } from './support/open-predictor.js';
import { openSession, point } from './support/open-session.js';

expectNoUnhandledRejections();

describe('the embedding', () => {
  const tensors = async (backend: FakeBackend) => (await backend.live()).tensors;

  test('is held until the session is disposed of, which may happen twice', async () => {
    const { session, embedding, backend } = await openSession();
    embedding.release();
    expect(embedding.released).toBe(false);
    session.addPoint(point(1, 1));
    await session.settled();
    session.dispose();
    session.dispose();
    expect(embedding.released).toBe(true);
    await expect.poll(() => tensors(backend)).toBe(0);
    expect(session.getSnapshot()).toMatchObject({ status: 'idle', prompts: [], mask: undefined });
  });

  test('is freed after a prediction that was in flight, whose answer is nobody’s', async () => {
    const { session, embedding, backend } = await openSession();
    embedding.release();
    const gate = gateOf(backend, 'decoder');
    session.addPoint(point(1, 1));
    await gate.reached;
    session.hover({ x: 1, y: 1 });
    const settled = session.settled();
    session.dispose();
    expect(await settled).toMatchObject({ status: 'idle' });
    gate.open();
    await expect.poll(() => tensors(backend)).toBe(0);
    expect(session.getSnapshot().mask).toBeUndefined();
  });

  test('that was released is TENSOR_DISPOSED at once', async () => {
    const { session, predictor, embedding } = await openSession();
    session.dispose();
    embedding.release();
    expect(() => new PromptSession({ predictor, embedding })).toThrow(
      expect.objectContaining({ code: 'TENSOR_DISPOSED' }),
    );
  });

  test('of a disposed session: prompts are DISPOSED, and what clears is nothing', async () => {
    const { session } = await openSession();
    session.dispose();
    const listener = vi.fn();
    session.subscribe(listener);
    for (const act of [() => session.addPoint(point(1, 1)), () => session.removePrompt(1)]) {
      expect(act).toThrow(expect.objectContaining({ code: 'DISPOSED' }));
    }
    session.hover({ x: 1, y: 1 });
    session.hover();
    session.reset();
    session.retry();
    session.undo();
    expect(listener).not.toHaveBeenCalled();
  });

  test('that is still being made: prompts wait for it, and it is held when it comes', async () => {
    const { predictor, embedding } = await openSession();
    let come = (_: { predictor: Predictor; embedding: ImageEmbedding }) => {};
    const ready = new Promise<{ predictor: Predictor; embedding: ImageEmbedding }>(
      (resolve) => (come = resolve),
    );
    const session = new PromptSession({ size: { width: 20, height: 10 }, ready });
    session.addPoint(point(4, 2));
    expect(session.getSnapshot().status).toBe('predicting');
    expect(() => session.addPoint(point(4, 100))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    come({ predictor, embedding });
    expect((await session.settled()).mask?.candidate).toBe(2);
    embedding.release();
    embedding.release();
    expect(embedding.released).toBe(false);
    session.dispose();
    expect(embedding.released).toBe(true);
  });

  test('that never comes is the error of the prompts that waited', async () => {
    const ready = Promise.reject(new RangeError('no image'));
    const session = new PromptSession({ size: { width: 20, height: 10 }, ready });
    session.addPoint(point(4, 2));
    expect(await session.settled()).toMatchObject({ status: 'error', error: { message: 'no image' } });
  });

  test('that comes after the session was disposed of is not held', async () => {
    const { predictor, embedding, session: other } = await openSession();
    other.dispose();
    const session = new PromptSession({
      size: { width: 20, height: 10 },
      ready: Promise.resolve({ predictor, embedding }),
    });
    session.dispose();
    await new Promise((resolve) => setTimeout(resolve, 0));
    embedding.release();
    expect(embedding.released).toBe(true);
  });
});
