import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'));
// A relative path inside the model folder: no way out of it.
const fileName = v.pipe(
  v.string(),
  v.regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/,
    'a relative path inside the model folder',
  ),
);
const triple = v.tuple([v.number(), v.number(), v.number()]);

const embeddingTensor = v.object({
  name: v.string(),
  dims: v.array(count),
  store: v.picklist(['float16', 'float32']),
});

const graph = v.object({
  part: v.string(),
  stage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  when: v.optional(v.object({ maxTokens: v.optional(count) })),
  lowering: v.string(),
  storage: v.string(),
  file: fileName,
  sha256,
  weights: fileName,
});

const weights = v.object({
  file: fileName,
  storage: v.string(),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256,
});

const probe = v.object({
  name: v.string(),
  lowering: v.string(),
  storage: v.string(),
  file: fileName,
  sha256,
  values: fileName,
  valuesSha256: sha256,
  tolerance: v.pipe(v.number(), v.minValue(0)),
});

const measurement = v.looseObject({ what: v.string(), value: v.number(), on: v.string() });

/**
 * The rules of a {@link Manifest}; what its fields mean stands there. Fields that are not known are ignored.
 *
 * Not part of the public API: types of the schema library would need the DOM's, where declarations of this package
 * need none.
 */
export const manifestSchema = v.object({
  schemaVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'major.minor')),
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower-case letters, digits, dot, dash, underscore'),
  ),
  title: v.string(),
  hash: sha256,
  architecture: v.object({
    encoder: v.string(),
    details: v.record(v.string(), v.unknown()),
  }),
  image: v.object({
    size: count,
    mean: triple,
    std: triple,
  }),
  trained: v.object({
    preprocess: v.picklist(['sam', 'medsam']),
    normalisation: v.string(),
    maskPrompts: v.boolean(),
    prompts: v.array(v.picklist(['point', 'box', 'mask'])),
  }),
  embedding: v.pipe(v.array(embeddingTensor), v.minLength(1)),
  decoder: v.object({
    masks: count,
    lowRes: v.tuple([count, count]),
    prompts: v.array(v.picklist(['point', 'box', 'mask'])),
  }),
  heads: v.optional(
    v.array(v.object({ part: v.string(), kind: v.string(), channels: count, activation: v.string() })),
    [],
  ),
  requires: v.optional(v.array(v.string()), []),
  graphs: v.pipe(v.array(graph), v.minLength(1)),
  weights: v.pipe(v.array(weights), v.minLength(1)),
  probes: v.optional(v.array(probe), []),
  licence: v.string(),
  citation: v.array(v.string()),
  provenance: v.object({
    checkpoint: v.array(v.object({ sha256, bytes: v.number() })),
    converter: v.string(),
  }),
  measured: v.optional(v.array(measurement), []),
  notes: v.optional(v.array(v.string()), []),
});
