import type { Progress } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { PixelImage } from '../image/pixel-image.js';
import { prepareImage } from '../image/prepare-image.js';
import type { ValueRange } from '../image/value-range.js';
import type { Mask } from '../mask/mask.js';
import type { DecoderObject } from '../model/decoder-runs.js';
import type { ImageEmbedding, ImageTransform } from '../model/image-embedding.js';
import type { Model } from '../model/model.js';
import type { AbortSignalLike } from '../platform.js';
import { checkPrompt, isBinaryMask } from '../prompt/check-prompt.js';
import { maskPromptLogits } from '../prompt/mask-prompt-logits.js';
import type { Prompt } from '../prompt/prompt.js';
import { promptTokens } from '../prompt/prompt-tokens.js';
import type { Priority } from '../queue/queue.js';
import { chooseCandidates } from './choose-candidates.js';
import { finishMask } from './finish-mask.js';
import type { MaskOutput, PredictOptions } from './predictor.js';
import { isEmbedding } from './wire.js';

/** What an operation works with. */
export interface OperationContext {
  readonly model: Model;
  /** Aborted when the caller's signal is, or the predictor is disposed of. */
  readonly signal: AbortSignalLike;
  /** Of the calls that the operation makes to the model; undefined where the caller named none. */
  readonly priority: Priority | undefined;
  /** See `QueueOptions.replaces`. */
  readonly replaces: string | undefined;
  /** Tells the caller how far the work has come. */
  onProgress(progress: Progress): void;
  /** Hands the caller one of several results before the last; its arrays are given away. */
  onItem(item: unknown): void;
}

/**
 * Something that a predictor does, here or in a realm. Arguments are plain data and embeddings. Arrays of items and
 * of the result are given away: they are transferred where there is a realm.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for arguments that do not fit, before any work.
 */
export type Operation = (args: never, context: OperationContext) => Promise<unknown>;

/** Arguments of `encode`. */
export interface EncodeArgs {
  readonly image: PixelImage;
  readonly normalisation?: string | undefined;
  /** The range of `minmax-joint`. */
  readonly joint?: ValueRange | undefined;
}

/** Arguments of `predictMany`. */
export interface PredictManyArgs extends Pick<PredictOptions, 'multimask' | 'threshold' | 'outputs'> {
  readonly embedding: ImageEmbedding;
  readonly prompts: readonly Prompt[];
}

/** Arguments of `predict`. */
export interface PredictArgs extends Omit<PredictManyArgs, 'prompts'> {
  readonly prompt: Prompt;
}

async function encode(
  { image, normalisation, joint }: EncodeArgs,
  context: OperationContext,
): Promise<ImageEmbedding> {
  const { model, signal, priority, replaces, onProgress } = context;
  const { image: input, trained } = model.manifest;
  onProgress({ stage: 'encode' });
  const prepared = prepareImage(image, {
    size: input.size,
    mean: input.mean,
    std: input.std,
    preprocess: trained.preprocess,
    normalisation,
    joint,
    trained: trained.normalisation,
  });
  return model.encode(prepared, { signal, priority, replaces, onProgress });
}

async function predictMany(args: PredictManyArgs, context: OperationContext): Promise<Mask[][]> {
  const { embedding, prompts, multimask = 'auto', threshold = 0, outputs = DEFAULT_OUTPUTS } = args;
  const { model, signal, replaces, onProgress, priority = 'interactive' } = context;
  const { decoder } = model.manifest;
  if (!isEmbedding(embedding) || !Array.isArray(prompts)) throw notAnEmbedding();
  checkOutputs(outputs);
  if (!Number.isFinite(threshold)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A threshold is a finite number, got ${threshold}.`,
    });
  }
  const { transform } = embedding;
  for (const prompt of prompts) checkPrompt(prompt, transform.original, decoder);
  const objects = prompts.map((prompt) => toObject(prompt, transform, decoder.lowRes[0]));
  const { width, height } = transform.original;
  const finish = {
    transform,
    lowRes: decoder.lowRes,
    threshold,
    outputs,
    buffer: new Float32Array(width * height),
  };
  const size = decoder.lowRes[0] * decoder.lowRes[1];
  const results: Mask[][] = prompts.map(() => []);
  const decoded = model.decodeRuns(embedding, objects, { signal, replaces, onProgress, priority });
  for await (const { indices, logits, predictedIou } of decoded) {
    for (const [row, index] of indices.entries()) {
      const ious = predictedIou.subarray(row * decoder.masks, (row + 1) * decoder.masks);
      results[index] = chooseCandidates(prompts[index] as Prompt, multimask, ious).map((candidate) => {
        const start = (row * decoder.masks + candidate) * size;
        return finishMask(logits.subarray(start, start + size), candidate, ious[candidate] as number, finish);
      });
    }
  }
  return results;
}

async function predict({ prompt, ...args }: PredictArgs, context: OperationContext): Promise<Mask[]> {
  const [masks = []] = await predictMany({ ...args, prompts: [prompt] }, context);
  return masks;
}

async function restore({ bytes }: { readonly bytes: Uint8Array }, { model }: OperationContext) {
  return model.deserialise(bytes);
}

/** What the predictor's backend holds, for leak tests: they cannot reach into a realm of its own. */
async function live(_: unknown, { model }: OperationContext) {
  return model.backend.live();
}

/** What every predictor does, by name. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  encode,
  predict,
  predictMany,
  restore,
  live,
};

const DEFAULT_OUTPUTS: readonly MaskOutput[] = ['mask', 'lowRes'];

const notAnEmbedding = () =>
  new MedicoSamError('INVALID_ARGUMENT', {
    message: 'A prediction takes an image embedding, as encode() gives it, and a prompt or an array of them.',
  });

function checkOutputs(outputs: readonly MaskOutput[]): void {
  const known = ['mask', 'logits', 'lowRes', 'rle'];
  const unknown = outputs.find((output) => !known.includes(output));
  if (unknown === undefined) return;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `Outputs of a prediction are ${known.join(', ')}; asked for is ${unknown}.`,
  });
}

function toObject(prompt: Prompt, transform: ImageTransform, lowRes: number): DecoderObject {
  const { mask } = prompt;
  const tokens = promptTokens(prompt, transform);
  if (mask === undefined) return tokens;
  return {
    ...tokens,
    maskLogits: isBinaryMask(mask) ? maskPromptLogits(mask, transform, lowRes) : mask.data,
  };
}
