import {
  type ImageSession,
  type Mask,
  MedicoSamError,
  type Prompt,
  type SegmentedObject,
} from '@medicosam/core';
import type { SessionStep } from '../segment/job.js';
import { readPrompt } from '../segment/read-prompt.js';

/** An object of a session, with the mask as the model gave it. */
export interface MadeObject {
  readonly object: SegmentedObject;
  readonly mask: Mask;
}

/**
 * Does steps in a session, each answered before the next, as a person does who looks at every mask. What is not
 * committed at the end is committed then.
 *
 * @throws MedicoSamError `FORMAT_INVALID` for a step that cannot be done; what reading and predicting raise; the
 *   signal's reason.
 */
export async function performSteps(
  session: ImageSession,
  steps: readonly SessionStep[],
  signal: AbortSignal,
): Promise<readonly MadeObject[]> {
  /** Undo and redo bring back the very same objects. */
  const masks = new Map<SegmentedObject, Mask>();
  const commit = (label: string | undefined): boolean => {
    const { mask } = session.getSnapshot();
    const object = session.commit({ label });
    if (object && mask) masks.set(object, mask);
    return object !== undefined;
  };
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'prompts') addPrompts(session, await readPrompt(step.prompts));
    else if (!(step.kind === 'commit' ? commit(step.name) : goBack(session, step.kind))) {
      throw cannot(index, step.kind);
    }
    await answered(session, signal);
  }
  commit(undefined);
  return session.objects.getSnapshot().objects.flatMap((object) => {
    const mask = masks.get(object);
    return mask ? [{ object, mask }] : [];
  });
}

/** All in one step and one question, whatever their number. */
function addPrompts({ prompts, history }: ImageSession, { points = [], box, mask }: Prompt): void {
  history.group('prompts', () => {
    if (mask && 'bits' in mask) prompts?.setMask(mask);
    if (box) prompts?.setBox(box);
    for (const point of points) prompts?.addPoint(point);
  });
}

function goBack(session: ImageSession, kind: 'undo' | 'redo' | 'reset'): boolean {
  if (kind !== 'reset') return session[kind]();
  const { length } = session.getSnapshot().prompts;
  session.reset();
  return length > 0;
}

async function answered(session: ImageSession, signal: AbortSignal): Promise<void> {
  const { error } = await session.settled();
  signal.throwIfAborted();
  if (error) throw error;
}

const WHY = {
  undo: 'there is nothing to undo',
  redo: 'there is nothing to redo',
  reset: 'there are no prompts to take back',
  commit: 'there are no prompts to commit',
};

const cannot = (index: number, kind: keyof typeof WHY) =>
  new MedicoSamError('FORMAT_INVALID', {
    message: `The prompts file has a step that cannot be done, steps.${index}: ${WHY[kind]}.`,
    hint: 'Steps are counted from 0; those before it decide what there is.',
  });
