import { PART_NAMES } from '../contract/part-names.js';
import type { HostTensor } from '../contract/tensor.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { type GraphVariant, variantFor } from '../manifest/graph-variants.js';
import { packBatch } from '../prompt/pack-batch.js';
import type { PromptTokens } from '../prompt/prompt-tokens.js';

/** One object as the decoder takes it. */
export interface DecoderObject extends PromptTokens {
  /** float32 [H, W]: logits of the object's mask prompt, where it has one. */
  readonly maskLogits?: Float32Array | undefined;
}

/** Objects that go through one graph together. */
export interface DecoderRun {
  readonly part: 'decoder' | 'decoder-mask';
  readonly variant: GraphVariant;
  /** Which of the objects given. */
  readonly indices: readonly number[];
}

/** Memory grows with the objects of a run (about 50 MB each at 64 × 64 cells), time hardly falls beyond so many. */
const OBJECTS_PER_RUN = 8;

/**
 * Divides objects into runs: those with and without a mask prompt apart, each with the graph for its number of
 * tokens whatever its neighbours are, at most `OBJECTS_PER_RUN` in one.
 *
 * @throws MedicoSamError `PROMPT_UNSUPPORTED` where the model lacks the part; `INVALID_ARGUMENT` for more tokens than
 *   any of its graphs bears.
 */
export function planDecoderRuns(
  objects: readonly DecoderObject[],
  graphs: Readonly<Record<string, readonly GraphVariant[]>>,
): readonly DecoderRun[] {
  const groups = new Map<GraphVariant, { part: DecoderRun['part']; indices: number[] }>();
  for (const [index, { labels, maskLogits }] of objects.entries()) {
    const part = maskLogits === undefined ? 'decoder' : 'decoder-mask';
    const variant = chooseVariant(part, graphs[part] ?? [], labels.length);
    const group = groups.get(variant) ?? { part, indices: [] };
    group.indices.push(index);
    groups.set(variant, group);
  }
  return [...groups].flatMap(([variant, { part, indices }]) =>
    Array.from({ length: Math.ceil(indices.length / OBJECTS_PER_RUN) }, (_, run) => ({
      part,
      variant,
      indices: indices.slice(run * OBJECTS_PER_RUN, (run + 1) * OBJECTS_PER_RUN),
    })),
  );
}

function chooseVariant(part: string, variants: readonly GraphVariant[], tokens: number): GraphVariant {
  const variant = variantFor(variants, tokens);
  if (variant) return variant;
  if (variants.length === 0) {
    throw new MedicoSamError('PROMPT_UNSUPPORTED', {
      message: `The model has no part ${part}, which a ${part === 'decoder' ? 'prompt' : 'mask prompt'} needs.`,
    });
  }
  const most = Math.max(...variants.map(({ maxTokens }) => maxTokens ?? 0));
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `Objects of this model have at most ${most} tokens (points, two for a box, one after points alone), got ${tokens}.`,
    hint: 'Give fewer points.',
  });
}

/** The feeds of a run: `points` [n,p,2], `labels` [n,p] and, where objects have mask prompts, `mask_input` [n,1,H,W]. */
export function promptFeeds(
  objects: readonly DecoderObject[],
  [height, width]: readonly [number, number],
): Record<string, HostTensor> {
  const { points, labels, n, p } = packBatch(objects);
  const names = PART_NAMES.decoder;
  const feeds: Record<string, HostTensor> = {
    [names.points]: { type: 'float32', dims: [n, p, 2], data: points },
    [names.labels]: { type: 'int32', dims: [n, p], data: labels },
  };
  if (objects.some(({ maskLogits }) => maskLogits !== undefined)) {
    const data = new Float32Array(n * height * width);
    for (const [index, { maskLogits }] of objects.entries()) {
      if (maskLogits) data.set(maskLogits, index * height * width);
    }
    feeds[names.maskInput] = { type: 'float32', dims: [n, 1, height, width], data };
  }
  return feeds;
}
