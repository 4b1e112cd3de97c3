/** SAM's ViT image encoder, as its tensors describe it (Segment Anything, `image_encoder.py`). */
export interface SamVitEncoder {
  readonly kind: 'sam-vit';
  /** Side of the square input, pixels. */
  readonly imageSize: number;
  readonly patchSize: number;
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  readonly mlpWidth: number;
  /** Side of the windows of windowed blocks, tokens. */
  readonly window: number;
  /** Blocks that attend to the whole image. */
  readonly globalBlocks: readonly number[];
  readonly outChannels: number;
  /** Side of the embedding, cells: imageSize / patchSize. */
  readonly grid: number;
}

/** MobileSAM's TinyViT image encoder (MobileSAM, `tiny_vit_sam.py`). */
export interface TinyVitEncoder {
  readonly kind: 'tiny-vit';
  readonly imageSize: number;
  /** Per stage; stage 0 is convolutional. */
  readonly widths: readonly number[];
  readonly depths: readonly number[];
  /** Per stage (0 for stage 0), as the two that follow. */
  readonly heads: readonly number[];
  /** Side of the windows, tokens. */
  readonly windows: readonly number[];
  /** Hidden width of the MLPs. */
  readonly mlpWidths: readonly number[];
  /** Hidden width of the inverted bottlenecks of stage 0. */
  readonly expandWidth: number;
  readonly outChannels: number;
  /** Side of the embedding, cells. */
  readonly grid: number;
}

/** SAM's prompt encoder and mask decoder. */
export interface MaskDecoder {
  /** Width of prompts and tokens; the encoder's outChannels. */
  readonly width: number;
  readonly heads: number;
  /** Layers of the two-way transformer. */
  readonly depth: number;
  readonly mlpWidth: number;
  /** Width inside the cross attentions. */
  readonly crossWidth: number;
  /** Candidate masks, the single-mask output included. */
  readonly masks: number;
  readonly iouDepth: number;
  readonly iouWidth: number;
  /** Channels of the two mask-downscaling convolutions. */
  readonly maskChannels: readonly [number, number];
  /** Channels after the first and second upscaling. */
  readonly upscaleChannels: readonly [number, number];
}

/** What a checkpoint holds. */
export interface NetworkDescription {
  readonly encoder: SamVitEncoder | TinyVitEncoder;
  readonly decoder: MaskDecoder;
  /** Sentences on optional parts left out and on choices that shapes cannot tell. */
  readonly warnings: readonly string[];
}
