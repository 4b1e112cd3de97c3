import type { PromptKind } from '@medicosam/core';

/** One public checkpoint. `null` is what is not known; nothing of it is guessed. */
export interface RegistryEntry {
  /** Lower-case name, unique; what `pull` and `--model` take. */
  name: string;
  /** For people. */
  title: string;
  /** Who made it: decides nothing, sorts tables. */
  family: string;
  /**
   * What it does. `interactive`: a whole network that answers prompts. The decoders read the embedding of the entry
   * that `encoder` names.
   */
  task: 'interactive' | 'instance-decoder' | 'semantic-decoder';
  /** The image encoder: ViT-B, L, H, or TinyViT. */
  architecture: 'vit_b' | 'vit_l' | 'vit_h' | 'vit_t';
  /** Side of the square model input, pixels. */
  imageSize: number;
  /** For a decoder: the entry whose embedding it reads. */
  encoder: string | null;
  /** For a decoder: its outputs, and how it enlarges. */
  decoder: { channels: number | null; upsampling: 'interpolation' | 'transposed-convolution' | null } | null;
  /** The file's name on a mirror, unique in the registry. */
  file: string;
  /** Where it can be fetched from, tried in this order. Empty where only people can fetch it, from `page`. */
  urls: string[];
  /** A page for people. */
  page: string | null;
  /** Exact size. */
  bytes: number | null;
  /** Size by the count of its numbers, for people. */
  approximateBytes: number | null;
  /** XXH3, 128 bits, seed 0, as published; 32 hex digits in lower case. */
  xxh128: string | null;
  /** SHA-256, 64 hex digits in lower case. */
  sha256: string | null;
  /** SPDX identifier of the weights' licence. */
  licence: string | null;
  /** What to cite. */
  citation: string[];
  /** What the network saw in training; see core's `Manifest`. */
  trained: {
    preprocess: 'sam' | 'medsam' | null;
    /** As core's `parseNormalisation` reads it. */
    normalisation: string | null;
    /** Whether low-res logits were given as mask prompts. */
    maskPrompts: boolean | null;
    prompts: PromptKind[] | null;
  };
  /** Sentences for people. */
  notes: string[];
}
