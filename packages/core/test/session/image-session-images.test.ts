import { describe, expect, test } from 'vitest';
import { IDLE_IMAGE_SNAPSHOT, ImageSession, type Predictor } from '../../src/index.js';
import { image } from '../predictor/support/image.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { openImageSession, tensors } from './support/open-image-session.js';
import { gateOf } from './support/open-predictor.js';

expectNoUnhandledRejections();

const point = { x: 4, y: 2, label: 1 as const };

describe('going on to another image', () => {
  test('aborts the encoding before it, frees its embedding, and shows only the last', async () => {
    const { session, backend } = await openImageSession();
    const gate = gateOf(backend, 'encoder');
    session.setImage(image(1));
    await gate.reached;
    for (let value = 2; value < 9; value++) session.setImage(image(value));
    session.prompts?.addPoint(point);
    gate.open();
    await session.settled();
    expect(backend.log.filter((line) => line === 'run encoder')).toHaveLength(2);
    // 8 of the image, the point at (6.4, 3.2) of the model's input, 2000 of candidate 2.
    expect(session.getSnapshot().mask?.lowRes?.data[0]).toBeCloseTo(2017.6, 3);
    await session.dispose();
    await expect.poll(() => tensors(backend)).toBe(0);
  });

  test('frees an embedding that comes although nobody waits for it', async () => {
    const { predictor, backend } = await openImageSession();
    const deaf: Predictor = {
      ...predictor,
      info: predictor.info,
      encode: (picture) => predictor.encode(picture),
      predict: (...args) => predictor.predict(...args),
    };
    const session = new ImageSession({ predictor: deaf });
    const gate = gateOf(backend, 'encoder');
    session.setImage(image(1));
    await gate.reached;
    session.setImage(undefined);
    gate.open();
    await expect.poll(() => backend.log.includes('run encoder')).toBe(true);
    await expect.poll(() => tensors(backend)).toBe(0);
    expect(session.getSnapshot()).toEqual(IDLE_IMAGE_SNAPSHOT);
  });

  test('lets go of an embedding that was given, and one that nobody holds is an error', async () => {
    const { session, predictor } = await openImageSession();
    const picture = image();
    const embedding = await predictor.encode(picture);
    session.setImage(picture, { embedding, target: { image: 'a' } });
    embedding.release();
    session.setImage(image(3, 9, 9), { embedding, target: { image: 'b' } });
    expect(session.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'INVALID_ARGUMENT' } });
    session.retry();
    expect(session.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'INVALID_ARGUMENT' } });
    session.setImage(picture, { embedding });
    expect(session.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'TENSOR_DISPOSED' } });
    expect(embedding.released).toBe(true);
  });

  test('forgets the steps of its prompts, and keeps commits', async () => {
    const { session } = await openImageSession();
    session.setImage(image(1), { target: { image: 'a' } });
    session.prompts?.addPoint(point);
    await session.settled();
    session.commit();
    session.prompts?.addPoint(point);
    session.setImage(image(2), { target: { image: 'b' } });
    expect(session.getSnapshot()).toMatchObject({
      prompts: [],
      canUndo: true,
      objects: [{ target: { image: 'a' } }],
    });
    session.undo();
    expect(session.getSnapshot()).toMatchObject({ prompts: [], objects: [], canUndo: false, canRedo: true });
    session.redo();
    expect(session.getSnapshot()).toMatchObject({ prompts: [], objects: [{ target: { image: 'a' } }] });
  });

  test('uses an embedding that was made earlier, and leaves it to its holder', async () => {
    const { session, predictor, backend } = await openImageSession();
    const picture = image();
    const embedding = await predictor.encode(picture);
    const encodings = () => backend.log.filter((line) => line === 'run encoder').length;
    session.setImage(picture, { embedding });
    session.prompts?.addPoint(point);
    expect(await session.settled()).toMatchObject({ status: 'ready', mask: { candidate: 2 } });
    expect(encodings()).toBe(1);
    session.setImage(image(3));
    await session.settled();
    expect(embedding.released).toBe(false);
    session.setImage(image(5, 9, 9), { embedding });
    expect(session.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'INVALID_ARGUMENT' } });
    session.setImage(picture, { embedding });
    await session.dispose();
    expect(embedding.released).toBe(false);
    embedding.release();
    await expect.poll(() => tensors(backend)).toBe(0);
  });
});
