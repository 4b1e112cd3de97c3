import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PromptSession } from '../../src/index.js';
import { image } from '../predictor/support/image.js';
import { discBackend } from './support/disc-backend.js';
import { openPredictor } from './support/open-predictor.js';

/** What a user does, waiting for the answer or not. */
const action = fc.record({
  kind: fc.constantFrom('point', 'box', 'mask', 'scribble', 'remove', 'candidate', 'reset', 'undo', 'redo'),
  x: fc.integer({ min: 0, max: 14 }),
  y: fc.integer({ min: 0, max: 8 }),
  label: fc.constantFrom(0 as const, 1 as const),
  waits: fc.boolean(),
});

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function act(session: PromptSession, { kind, x, y, label }: Action): void {
  const { prompts, candidates, status } = session.getSnapshot();
  const bits = new Uint8Array(200).fill(label, x, x + 40);
  const first = prompts[0];
  if (kind === 'point') session.addPoint({ x, y, label });
  else if (kind === 'box') session.setBox([x, y, x + 4, y + 3]);
  else if (kind === 'mask') session.setMask({ bits, width: 20, height: 10 });
  else if (kind === 'scribble')
    session.scribble(
      [
        { x, y },
        { x: x + 3, y },
      ],
      label,
    );
  else if (kind === 'remove' && first) session.removePrompt(first.id);
  else if (kind === 'candidate' && status === 'ready') session.selectCandidate(candidates.length - 1);
  else if (kind === 'reset') session.reset();
  else if (kind === 'undo') session.undo();
  else if (kind === 'redo') session.redo();
}

const seen = (session: PromptSession) => {
  const { status, prompts, mask } = session.getSnapshot();
  return {
    status,
    prompts,
    logits: mask?.lowRes?.data,
    candidate: mask?.candidate,
    rounds: session.rounds(),
  };
};

test('whatever was done: undo to the beginning and redo to the end give the same prompts and masks', async () => {
  const { predictor, backend } = await openPredictor({}, discBackend());
  const embedding = await predictor.encode(image(0));
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
      const session = new PromptSession({ predictor, embedding });
      for (const one of actions) {
        act(session, one);
        if (one.waits) await session.settled();
      }
      while (session.redo());
      await session.settled();
      const steps = [seen(session)];
      while (session.undo()) {
        await session.settled();
        steps.unshift(seen(session));
      }
      expect(steps[0]).toMatchObject({ status: 'idle', prompts: [], logits: undefined });
      for (const step of steps.slice(1)) {
        session.redo();
        await session.settled();
        expect(seen(session)).toEqual(step);
      }
      expect(session.getSnapshot().canRedo).toBe(false);
      session.dispose();
    }),
    { numRuns: 40 },
  );
  embedding.release();
  await expect.poll(async () => (await backend.live()).tensors).toBe(0);
  await predictor.dispose();
});
