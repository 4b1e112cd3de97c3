import type {
  MaskDecoder,
  NetworkDescription,
  SamVitEncoder,
  TinyVitEncoder,
} from '../../../src/describe/network.js';

/** A description whose kind of encoder is known. */
interface Described<Encoder extends NetworkDescription['encoder']> extends NetworkDescription {
  readonly encoder: Encoder;
}

/** SAM's, and MobileSAM's. */
const decoder: MaskDecoder = {
  width: 256,
  heads: 8,
  depth: 2,
  mlpWidth: 2048,
  crossWidth: 128,
  masks: 4,
  iouDepth: 3,
  iouWidth: 256,
  maskChannels: [4, 16],
  upscaleChannels: [64, 32],
};

const miniDecoder: MaskDecoder = {
  width: 32,
  heads: 4,
  depth: 2,
  mlpWidth: 64,
  crossWidth: 16,
  masks: 4,
  iouDepth: 3,
  iouWidth: 32,
  maskChannels: [4, 16],
  upscaleChannels: [8, 4],
};

/** SAM's ViT-B, as published. */
export const vitB: Described<SamVitEncoder> = {
  encoder: {
    kind: 'sam-vit',
    imageSize: 1024,
    patchSize: 16,
    width: 768,
    depth: 12,
    heads: 12,
    mlpWidth: 3072,
    window: 14,
    globalBlocks: [2, 5, 8, 11],
    outChannels: 256,
    grid: 64,
  },
  decoder,
  warnings: [],
};

/** SAM's ViT-L. */
export const vitL: Described<SamVitEncoder> = {
  ...vitB,
  encoder: {
    ...vitB.encoder,
    width: 1024,
    depth: 24,
    heads: 16,
    mlpWidth: 4096,
    globalBlocks: [5, 11, 17, 23],
  },
};

/** SAM's ViT-H, whose heads are wider. */
export const vitH: Described<SamVitEncoder> = {
  ...vitB,
  encoder: {
    ...vitB.encoder,
    width: 1280,
    depth: 32,
    heads: 16,
    mlpWidth: 5120,
    globalBlocks: [7, 15, 23, 31],
  },
};

/** MobileSAM. */
export const tinyVit: Described<TinyVitEncoder> = {
  encoder: {
    kind: 'tiny-vit',
    imageSize: 1024,
    widths: [64, 128, 160, 320],
    depths: [2, 2, 6, 2],
    heads: [0, 4, 5, 10],
    windows: [0, 7, 14, 7],
    mlpWidths: [0, 512, 640, 1280],
    expandWidth: 256,
    outChannels: 256,
    grid: 64,
  },
  decoder,
  warnings: [],
};

/** The small networks of the committed checkpoints. */
export const vitMini: Described<SamVitEncoder> = {
  encoder: {
    kind: 'sam-vit',
    imageSize: 256,
    patchSize: 16,
    width: 32,
    depth: 4,
    heads: 2,
    mlpWidth: 128,
    window: 5,
    globalBlocks: [1, 3],
    outChannels: 32,
    grid: 16,
  },
  decoder: miniDecoder,
  warnings: [],
};
export const tinyVitMini: Described<TinyVitEncoder> = {
  encoder: {
    kind: 'tiny-vit',
    imageSize: 256,
    widths: [16, 24, 32, 40],
    depths: [1, 2, 2, 1],
    heads: [0, 2, 2, 4],
    windows: [0, 5, 7, 8],
    mlpWidths: [0, 96, 128, 160],
    expandWidth: 64,
    outChannels: 32,
    grid: 16,
  },
  decoder: miniDecoder,
  warnings: [],
};

export const networks: Readonly<Record<string, NetworkDescription>> = { vitMini, tinyVit, vitB, vitH };
