import type { Mask } from '../mask/mask.js';
import type { SessionPrompt } from './session-prompt.js';

/** What a `PromptSession` is at. */
export interface PromptSnapshot {
  /** `idle` without prompts, `ready` when the mask is that of the prompts as they are. */
  readonly status: 'idle' | 'predicting' | 'ready' | 'error';
  readonly prompts: readonly SessionPrompt[];
  /** The object's mask; while a newer one is predicted, and after an error, the last one. */
  readonly mask: Mask | undefined;
  /** The masks to choose from, best first; the mask alone where the prompts are not ambiguous. */
  readonly candidates: readonly Mask[];
  /** What a prompt at the pointer's place would give. */
  readonly preview: Mask | undefined;
  /** Why the last prediction failed. */
  readonly error: Error | undefined;
  /** Of the whole history, which others may share. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const NO_PROMPTS: readonly SessionPrompt[] = Object.freeze([]);
const NO_MASKS: readonly Mask[] = Object.freeze([]);

/** A session without prompts and past. */
export const idlePrompts = (): PromptSnapshot => ({
  status: 'idle',
  prompts: NO_PROMPTS,
  mask: undefined,
  candidates: NO_MASKS,
  preview: undefined,
  error: undefined,
  canUndo: false,
  canRedo: false,
});
