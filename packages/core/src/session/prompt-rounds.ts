import { MedicoSamError } from '../errors/medicosam-error.js';
import { compressRle } from '../mask/compress-rle.js';
import { decodeRle, decompressRle } from '../mask/decode-rle.js';
import { encodeRle } from '../mask/encode-rle.js';
import type { Prompt } from '../prompt/prompt.js';
import type { PromptState } from './prompt-state.js';
import { toPrompt } from './session-prompt.js';
import type { PromptRound } from './session-record.js';

/**
 * The predictions that led to a state, the first one first.
 *
 * @param feedsBack whether logits were fed back; without it, a state's answer depends on its own prompts alone.
 */
export function promptRounds(state: PromptState, feedsBack: boolean): readonly PromptRound[] {
  const before = feedsBack && state.refines ? promptRounds(state.refines, true) : [];
  const { points = [], box, mask } = toPrompt(state.prompts);
  const round: PromptRound = {
    points: [...points],
    ...(box && { box }),
    // A later round is fed logits in its place.
    ...(mask && before.length === 0 && { mask: compressRle(encodeRle(mask)) }),
    candidate: state.candidate ?? null,
  };
  return [...before, round];
}

/**
 * A round as a predictor takes it.
 *
 * @throws MedicoSamError `RECORD_INVALID` when its mask prompt is no mask.
 */
export function roundPrompt({ points, box, mask }: PromptRound): Prompt {
  try {
    return { points, box, mask: mask && decodeRle(decompressRle(mask)) };
  } catch (cause) {
    throw new MedicoSamError('RECORD_INVALID', {
      message: 'The run lengths of a mask prompt in the session record are damaged.',
      cause,
    });
  }
}
