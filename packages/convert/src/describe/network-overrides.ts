/** What shapes cannot tell of a network; SAM's own values where absent. */
export interface NetworkOverrides {
  /** Side of the square input, pixels. Told by the tensors of a SAM ViT, 1024 for a TinyViT. */
  readonly imageSize?: number | undefined;
  /** Heads of the mask decoder's attentions; 8. */
  readonly decoderHeads?: number | undefined;
}
