import { expect, test, vi } from 'vitest';
import { createMask } from '../../src/index.js';
import { HoverPreview } from '../../src/session/hover-preview.js';

const mask = (candidate: number) =>
  createMask({
    width: 1,
    height: 1,
    candidate,
    predictedIou: 1,
    stabilityScore: 1,
    area: 1,
    box: [0, 0, 1, 1],
  });

/** An answer that comes when it is told to. */
function later(candidate: number) {
  let answer = () => {};
  const coming = new Promise<void>((resolve) => (answer = resolve));
  return { ask: () => coming.then(() => mask(candidate)), answer };
}

test('answers out of order: an older one never replaces a newer one', async () => {
  const onChange = vi.fn();
  const preview = new HoverPreview('hover', onChange);
  const [older, newer, newest] = [later(1), later(2), later(3)];
  const shown = [older, newer, newest].map(({ ask }) => preview.show(ask));
  newer.answer();
  await shown[1];
  expect(preview.mask?.candidate).toBe(2);
  older.answer();
  await shown[0];
  expect([preview.mask?.candidate, onChange.mock.calls.length]).toEqual([2, 1]);
  newest.answer();
  await shown[2];
  expect(preview.mask?.candidate).toBe(3);
});

test('an answer that comes although its signal was aborted is not shown', async () => {
  const onChange = vi.fn();
  const preview = new HoverPreview('hover', onChange);
  const { ask, answer } = later(1);
  const shown = preview.show(ask);
  preview.clear();
  answer();
  await shown;
  expect([preview.mask, onChange.mock.calls.length]).toEqual([undefined, 0]);
});

test('a failure leaves what is shown', async () => {
  const preview = new HoverPreview('hover', () => {});
  await preview.show(async () => mask(1));
  await preview.show(() => Promise.reject(new Error('replaced')));
  expect(preview.mask?.candidate).toBe(1);
});
