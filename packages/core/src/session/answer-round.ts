import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Mask } from '../mask/mask.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { isAmbiguous } from '../predictor/choose-candidates.js';
import type { PredictOptions, Predictor } from '../predictor/predictor.js';
import type { LowResLogits, Prompt } from '../prompt/prompt.js';

/** A predictor and an image that it encoded. */
export interface PromptTarget {
  readonly predictor: Predictor;
  readonly embedding: ImageEmbedding;
}

/** One prediction of a session. */
export interface RoundQuestion {
  readonly prompt: Prompt;
  /** Logits of the round before: the mask prompt, in place of one of the prompt's own. */
  readonly fed: LowResLogits | undefined;
  /** The candidate that was chosen earlier, where the same is asked again. */
  readonly candidate: number | undefined;
  /** Whether all candidates are wanted where a prompt may mean a part or the whole. */
  readonly offersCandidates: boolean;
}

/** Candidates, the best first, and the chosen one. */
export interface RoundAnswer {
  readonly masks: readonly Mask[];
  readonly chosen: Mask;
}

/** Asks a predictor for one round: sessions and the replay of their records must ask alike. */
export async function answerRound(
  { predictor, embedding }: PromptTarget,
  { prompt, fed, candidate, offersCandidates }: RoundQuestion,
  options: Omit<PredictOptions, 'multimask'>,
): Promise<RoundAnswer> {
  const asked: Prompt = fed === undefined ? prompt : { ...prompt, mask: fed };
  const wantsAll = candidate === undefined ? offersCandidates && isAmbiguous(asked) : candidate > 0;
  const multimask = candidate === 0 ? false : wantsAll || 'auto';
  const masks = await predictor.predict(embedding, asked, { ...options, multimask });
  const chosen = masks.find((mask) => mask.candidate === candidate) ?? masks[0];
  if (chosen === undefined) {
    throw new MedicoSamError('INTERNAL', { message: 'A predictor answered a prompt with no mask.' });
  }
  return { masks: offersCandidates ? masks : [chosen], chosen };
}

/** Whether low-res logits are given back to a model as the mask prompt of the next round: only if it was trained so. */
export function feedsBack({ info: { manifest } }: Predictor): boolean {
  return manifest.trained.maskPrompts && manifest.decoder.prompts.includes('mask');
}
