import * as v from 'valibot';

/** The schema version that this package writes. A newer major number is refused by readers. */
export const MANIFEST_SCHEMA_VERSION = '1.0';

/** Names that `requires` may hold and this version understands. */
export const KNOWN_REQUIREMENTS: readonly string[] = [];

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'));
/** A relative path inside the model folder: no way out of it. */
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
  /** How the tensor is serialised. */
  store: v.picklist(['float16', 'float32']),
});

const graph = v.object({
  /** `encoder`, `image-keys`, `decoder`, `decoder-mask`, … */
  part: v.string(),
  /** Graphs of one part with stages 0, 1, … run in order, outputs feeding inputs by name. */
  stage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** The batches a graph is made for: the most prompt tokens (points, box corners) of an object. */
  when: v.optional(v.object({ maxTokens: v.optional(count) })),
  lowering: v.string(),
  storage: v.string(),
  file: fileName,
  sha256,
  /** Which of `weights` its initializers lie in. */
  weights: fileName,
});

const weights = v.object({
  file: fileName,
  storage: v.string(),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256,
});

const probe = v.object({
  /** What is computed: `attention`, `softmax`, `layer-norm`, `neck`. */
  name: v.string(),
  lowering: v.string(),
  storage: v.string(),
  file: fileName,
  sha256,
  /** Inputs and expected outputs: a safetensors file, tensors named `input.<name>` and `output.<name>`. */
  values: fileName,
  valuesSha256: sha256,
  /** Largest absolute difference that passes. */
  tolerance: v.pipe(v.number(), v.minValue(0)),
});

const measurement = v.looseObject({ what: v.string(), value: v.number(), on: v.string() });

/** `manifest.json` of a model folder. Fields that are not known are ignored. */
export const manifestSchema = v.object({
  schemaVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'major.minor')),
  /** Lower-case name, unique in a registry. */
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower-case letters, digits, dot, dash, underscore'),
  ),
  title: v.string(),
  /** Of the weights and the graphs' content: what an embedding is checked against. */
  hash: sha256,
  architecture: v.object({
    /** `sam-vit` or `tiny-vit`. */
    encoder: v.string(),
    /** What was read from the tensors: width, depth, heads, … */
    details: v.record(v.string(), v.unknown()),
  }),
  image: v.object({
    /** The side of the square model input, pixels. */
    size: count,
    mean: triple,
    std: triple,
  }),
  trained: v.object({
    preprocess: v.picklist(['sam', 'medsam']),
    /** The normalisation seen in training; see `parseNormalisation`. */
    normalisation: v.string(),
    /** Whether low-res logits were given as mask prompts in training. */
    maskPrompts: v.boolean(),
    prompts: v.array(v.picklist(['point', 'box', 'mask'])),
  }),
  embedding: v.pipe(v.array(embeddingTensor), v.minLength(1)),
  decoder: v.object({
    /** Candidate masks, the single-mask output included. */
    masks: count,
    /** Height and width of the low-res logits. */
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
  /** Free notes for the model card. */
  notes: v.optional(v.array(v.string()), []),
});

/** What a model folder says about itself. */
export type Manifest = v.InferOutput<typeof manifestSchema>;
/** One graph file of a manifest. */
export type ManifestGraph = Manifest['graphs'][number];
/** One weights file of a manifest. */
export type ManifestWeights = Manifest['weights'][number];
/** One probe of a manifest. */
export type ManifestProbe = Manifest['probes'][number];
