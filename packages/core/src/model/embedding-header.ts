import * as v from 'valibot';

/** The version that this package writes. A file of another one is refused. */
export const EMBEDDING_FORMAT = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1 << 24));
const size = v.object({ width: count, height: count });

/** The JSON in front of a serialised embedding's values. */
export const embeddingHeaderSchema = v.object({
  modelHash: v.string(),
  transform: v.object({
    original: size,
    input: size,
    side: count,
    preprocess: v.picklist(['sam', 'medsam']),
  }),
  normalisation: v.string(),
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
  tensors: v.array(
    v.object({
      name: v.string(),
      dims: v.pipe(v.array(count), v.maxLength(8)),
      store: v.picklist(['float16', 'float32']),
    }),
  ),
});

/** What precedes the values of a serialised embedding. */
export type EmbeddingHeader = v.InferOutput<typeof embeddingHeaderSchema>;
