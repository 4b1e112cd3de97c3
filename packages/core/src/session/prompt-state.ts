import type { Mask } from '../mask/mask.js';
import type { LowResLogits } from '../prompt/prompt.js';
import type { SessionPrompt } from './session-prompt.js';

/**
 * An object's prompts at one moment, and the answer to them once there is one. Undo and redo step between states, so
 * that what was asked and fed for one never depends on how it was come to.
 */
export interface PromptState {
  readonly prompts: readonly SessionPrompt[];
  /** The last answered state that this one adds to: its logits are the mask prompt, where the model was trained so. */
  readonly refines: PromptState | undefined;
  /** Which of the decoder's candidates is the mask; undefined until the first answer. */
  candidate?: number | undefined;
  /** Logits of the mask, kept as long as the state is, for those that refine it. */
  lowRes?: LowResLogits | undefined;
  /** Candidates, the best first. Taken from old states, which are asked again when they are come back to. */
  masks?: readonly Mask[] | undefined;
}

/** The state without prompts. */
export const emptyState = (): PromptState => ({ prompts: [], refines: undefined });

/**
 * A state with more prompts. New points, and a first box, refine the last answer. A box or mask in the place of
 * another, and any mask of the user's own, begin anew: the logits so far know what is no longer meant.
 */
export function withPrompts(state: PromptState, added: readonly SessionPrompt[]): PromptState {
  const replaced = (prompt: SessionPrompt) =>
    prompt.kind !== 'point' && added.some(({ kind }) => kind === prompt.kind);
  const kept = state.prompts.filter((prompt) => !replaced(prompt));
  const isAnew = kept.length < state.prompts.length || added.some(({ kind }) => kind === 'mask');
  return {
    prompts: [...kept, ...added],
    refines: isAnew ? undefined : state.lowRes ? state : state.refines,
  };
}

/** A state with one prompt less; it begins anew, since the logits so far know the prompt that was removed. */
export function withoutPrompt(state: PromptState, id: number): PromptState {
  return { prompts: state.prompts.filter((prompt) => prompt.id !== id), refines: undefined };
}

/** The same prompts with another of the candidates as the mask. */
export function withCandidate(state: PromptState, mask: Mask): PromptState {
  return { ...state, candidate: mask.candidate, lowRes: mask.lowRes };
}

/** The candidate that is the mask of an answered state. */
export function chosenMask({ masks, candidate }: PromptState): Mask | undefined {
  return masks?.find((mask) => mask.candidate === candidate) ?? masks?.[0];
}
