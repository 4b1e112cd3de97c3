import { MedicoSamError } from '@medicosam/core';
import type { TinyVitEncoder } from './network.js';
import type { NetworkOverrides } from './network-overrides.js';
import { type ShapeReader, unknownKey, wrongShape } from './shape-reader.js';

const ENCODER = 'image_encoder';
const SAM_IMAGE_SIZE = 1024;
/** Each stage halves the map: a ninth would leave nothing of it. */
const MAX_STAGES = 8;

/** The side of MobileSAM's embedding cell in pixels: the stem divides by 4, each merge but the last by 2. */
const totalStride = (stages: number): number => 4 * 2 ** Math.max(0, stages - 2);

/** Reads a TinyViT off its tensors (MobileSAM, `tiny_vit_sam.py`); stage 0 is convolutional. */
export function readTinyVit(shapes: ShapeReader, { imageSize }: NetworkOverrides): TinyVitEncoder {
  const stages = Math.max(2, shapes.count(`${ENCODER}.layers.`));
  if (stages > MAX_STAGES) {
    const key = [...shapes.tensors.keys()].find((name) =>
      name.startsWith(`${ENCODER}.layers.${stages - 1}.`),
    );
    throw unknownKey(key ?? ENCODER, `makes ${stages} stages; a TinyViT has at most ${MAX_STAGES}.`);
  }
  const stride = totalStride(stages);
  const size = imageSize ?? SAM_IMAGE_SIZE;
  if (!Number.isInteger(size / stride) || size <= 0) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `imageSize must be a multiple of ${stride} for this encoder, got ${size}.`,
    });
  }
  const all = Array.from({ length: stages }, (_, stage) => stage);
  const attentive = all.slice(1).map((stage) => readStage(shapes, stage));
  return {
    kind: 'tiny-vit',
    imageSize: size,
    widths: [
      shapes.dim(`${ENCODER}.patch_embed.seq.2.c.weight`, 0, 4),
      ...all
        .slice(1)
        .map((stage) => shapes.dim(`${ENCODER}.layers.${stage - 1}.downsample.conv1.c.weight`, 0, 4)),
    ],
    depths: all.map((stage) => Math.max(1, shapes.count(`${ENCODER}.layers.${stage}.blocks.`))),
    heads: [0, ...attentive.map(({ heads }) => heads)],
    windows: [0, ...attentive.map(({ window }) => window)],
    mlpWidths: [0, ...attentive.map(({ mlpWidth }) => mlpWidth)],
    expandWidth: shapes.dim(`${ENCODER}.layers.0.blocks.0.conv1.c.weight`, 0, 4),
    outChannels: shapes.dim(`${ENCODER}.neck.0.weight`, 0, 4),
    grid: size / stride,
  };
}

function readStage(shapes: ShapeReader, stage: number): { heads: number; window: number; mlpWidth: number } {
  const block = `${ENCODER}.layers.${stage}.blocks.0`;
  const key = `${block}.attn.attention_biases`;
  const [heads = 1, cells = 1] = shapes.dims(key, 2);
  const window = Math.sqrt(cells);
  if (!Number.isInteger(window)) throw wrongShape(key, [heads, cells], 'a square number of columns');
  const width = shapes.dim(`${block}.attn.qkv.weight`, 1, 2);
  if (width % heads !== 0 && shapes.missing.length === 0) {
    throw wrongShape(key, [heads, cells], `a number of rows that divides the width ${width}`);
  }
  return { heads, window, mlpWidth: shapes.dim(`${block}.mlp.fc1.weight`, 0, 2) };
}
