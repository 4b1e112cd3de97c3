import type { Prompt } from '../prompt/prompt.js';
import type { PredictOptions } from './predictor.js';

/** Whether a prompt is exactly one foreground point, which may mean a part or the whole of an object. */
export function isAmbiguous({ points = [], box, mask }: Prompt): boolean {
  const [first, ...others] = points;
  return first?.label === 1 && others.length === 0 && box === undefined && mask === undefined;
}

/**
 * Which of the decoder's candidates are the answer, the chosen one first: see `PredictOptions.multimask`.
 *
 * @param predictedIou one for each candidate; 0 is the single-mask output.
 * @see micro_sam/prompt_based_segmentation.py, segment_from_points (one point: multimask, the best)
 */
export function chooseCandidates(
  prompt: Prompt,
  multimask: PredictOptions['multimask'],
  predictedIou: Float32Array,
): readonly number[] {
  const multiple = Array.from(predictedIou.keys())
    .slice(1)
    .sort((a, b) => (predictedIou[b] as number) - (predictedIou[a] as number));
  if (multiple.length === 0 || multimask === false) return [0];
  if (multimask === true) return multiple;
  return isAmbiguous(prompt) ? multiple.slice(0, 1) : [0];
}
