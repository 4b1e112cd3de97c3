/** The schema version that this package writes. A newer major number is refused by readers. */
export const MANIFEST_SCHEMA_VERSION = '1.0';

/** Names that `requires` may hold and this version understands. */
export const KNOWN_REQUIREMENTS: readonly string[] = [];

/** A kind of prompt. */
export type PromptKind = 'point' | 'box' | 'mask';

/** One graph file of a manifest. */
export interface ManifestGraph {
  /** `encoder`, `image-keys`, `decoder`, `decoder-mask`, … */
  part: string;
  /** Graphs of one part with stages 0, 1, … run in order, outputs feeding inputs by name. */
  stage?: number | undefined;
  /** The batches a graph is made for: the most prompt tokens (points, box corners) of an object. */
  when?: { maxTokens?: number | undefined } | undefined;
  /** How it is written: `tiled` (plain operators) or `fused` (ONNX Runtime's own). */
  lowering: string;
  /** How its weights are stored: `fp32`, `w16`, `int8`, … */
  storage: string;
  /** A relative path inside the model folder, as all files of a manifest. */
  file: string;
  /** Of the file. */
  sha256: string;
  /** Which of `weights` its initializers lie in. */
  weights: string;
}

/** One weights file of a manifest. */
export interface ManifestWeights {
  /** The file's name, as the graphs' external data name it. */
  file: string;
  /** `fp32`, `w16`, `int8`, … */
  storage: string;
  /** Its size. */
  bytes: number;
  /** Of the file. */
  sha256: string;
}

/** One probe of a manifest: a small graph with known results. */
export interface ManifestProbe {
  /**
   * What is computed: `attention`, `window-attention`, `softmax`, `layer-norm`, `neck`, `float16-weights`,
   * `int8-product`, `decoder-attention-few`, `decoder-attention-many`.
   */
  name: string;
  /** The lowering that it stands for. */
  lowering: string;
  /** The storage that it stands for. */
  storage: string;
  /** The graph. */
  file: string;
  /** Of the graph. */
  sha256: string;
  /** Inputs and expected outputs: a safetensors file, tensors named `input.<name>` and `output.<name>`. */
  values: string;
  /** Of the values. */
  valuesSha256: string;
  /** Largest absolute difference that passes. */
  tolerance: number;
}

/** What a model folder says about itself in `manifest.json`. Hashes are SHA-256 in lower-case hex. */
export interface Manifest {
  /** `major.minor`, see {@link MANIFEST_SCHEMA_VERSION}. */
  schemaVersion: string;
  /** Lower-case name, unique in a registry. */
  id: string;
  /** For people. */
  title: string;
  /** Of the checkpoint and the network: what an embedding is checked against. */
  hash: string;
  /** Which network it is. */
  architecture: {
    /** `sam-vit` or `tiny-vit`. */
    encoder: string;
    /** What was read from the tensors: width, depth, heads, … */
    details: { [key: string]: unknown };
  };
  /** What the encoder takes. */
  image: {
    /** The side of the square model input, pixels. */
    size: number;
    /** Of red, green and blue, in 8-bit units. */
    mean: [number, number, number];
    /** As `mean`. */
    std: [number, number, number];
  };
  /** What the network saw in training. */
  trained: {
    /** SAM's padding of the longest side, or MedSAM's squash. */
    preprocess: 'sam' | 'medsam';
    /** The normalisation seen in training; see `parseNormalisation`. */
    normalisation: string;
    /** Whether low-res logits were given as mask prompts in training. */
    maskPrompts: boolean;
    /** The kinds of prompts seen in training. */
    prompts: PromptKind[];
  };
  /** The tensors of an image embedding, and how each is serialised. */
  embedding: { name: string; dims: number[]; store: 'float16' | 'float32' }[];
  /** What the mask decoder takes and gives. */
  decoder: {
    /** Candidate masks, the single-mask output included. */
    masks: number;
    /** Height and width of the low-res logits. */
    lowRes: [number, number];
    /** The kinds of prompts that its graphs take. */
    prompts: PromptKind[];
  };
  /** Parts beside the prompts' decoder. */
  heads: { part: string; kind: string; channels: number; activation: string }[];
  /** What a reader must understand; see {@link KNOWN_REQUIREMENTS}. */
  requires: string[];
  /** Every graph, each part in one or more lowerings and storages. */
  graphs: ManifestGraph[];
  /** One file for each storage, shared by its graphs. */
  weights: ManifestWeights[];
  /** Small graphs that tell whether a device computes rightly. */
  probes: ManifestProbe[];
  /** SPDX identifier of the weights' licence where there is one. */
  licence: string;
  /** What to cite. */
  citation: string[];
  /** The files that it was converted from, and what converted it. */
  provenance: { checkpoint: { sha256: string; bytes: number }[]; converter: string };
  /** What was measured, and on what. */
  measured: { [key: string]: unknown; what: string; value: number; on: string }[];
  /** Free notes for the model card. */
  notes: string[];
}
