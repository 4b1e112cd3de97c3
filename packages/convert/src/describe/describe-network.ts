import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { quote } from '../checkpoint/unreadable.js';
import { checkTensors, missingTensors } from './check-tensors.js';
import { incomplete } from './incomplete.js';
import { readMaskDecoder } from './mask-decoder.js';
import type { NetworkDescription } from './network.js';
import type { NetworkOverrides } from './network-overrides.js';
import { refuseRelatives } from './relatives.js';
import { readSamVit } from './sam-vit.js';
import { ShapeReader, unknownKey } from './shape-reader.js';
import { readTinyVit } from './tiny-vit.js';

/**
 * Recognises a network by the keys and shapes of its tensors alone, and checks every one of them: the SAM ViT of
 * any width, depth, heads, window and input size, or MobileSAM's TinyViT, with SAM's prompt encoder and mask decoder.
 *
 * A tensor that is not known is refused wherever it is part of the network, since it stands for a layer that would
 * be left out; tolerated are TinyViT's classifier and the index tables and counters that take no part in inference.
 *
 * @throws MedicoSamError `CHECKPOINT_UNKNOWN_KEY` naming the one key that fits no known network;
 *   `CHECKPOINT_INCOMPLETE` listing what is missing; `CHECKPOINT_SHAPE` naming a tensor and both shapes;
 *   `INVALID_ARGUMENT` for overrides that contradict the tensors.
 */
export function describeNetwork(
  checkpoint: Checkpoint,
  overrides: NetworkOverrides = {},
): NetworkDescription {
  refuseRelatives(checkpoint);
  const shapes = new ShapeReader(checkpoint.tensors);
  const encoder = readEncoder(shapes, overrides);
  const decoder = readMaskDecoder(shapes, overrides);
  // Which tensors there have to be hangs on counts of blocks, not on the sizes that could not be read.
  if (shapes.missing.length > 0)
    throw incomplete(checkpoint, missingTensors(checkpoint, { encoder, decoder }));
  checkTensors(checkpoint, { encoder, decoder });
  return { encoder, decoder, warnings: warningsOf(checkpoint, { encoder, decoder }, overrides) };
}

function readEncoder(shapes: ShapeReader, overrides: NetworkOverrides): NetworkDescription['encoder'] {
  if (shapes.tensors.has('image_encoder.patch_embed.seq.0.c.weight')) return readTinyVit(shapes, overrides);
  if (shapes.tensors.has('image_encoder.patch_embed.proj.weight')) return readSamVit(shapes, overrides);
  const keys = [...shapes.tensors.keys()];
  const first =
    keys.find((key) => key.startsWith('image_encoder.')) ??
    keys.find((key) => !/^(?:prompt_encoder|mask_decoder)\./.test(key));
  // What is left of a known encoder without its first layer is incomplete rather than unknown.
  if (first !== undefined && !/^image_encoder\.(?:blocks|layers|neck|pos_embed)\b/.test(first)) {
    throw unknownKey(first, 'belongs to no image encoder that is known here.');
  }
  return keys.some((key) => key.startsWith('image_encoder.layers.'))
    ? readTinyVit(shapes, overrides)
    : readSamVit(shapes, overrides);
}

function warningsOf(
  { decoderTensors }: Checkpoint,
  { encoder, decoder }: Pick<NetworkDescription, 'encoder' | 'decoder'>,
  overrides: NetworkOverrides,
): string[] {
  const warnings: string[] = [];
  if (
    encoder.kind === 'tiny-vit' &&
    overrides.imageSize === undefined &&
    encoder.widths.join() !== MOBILE_SAM
  ) {
    warnings.push(
      `Shapes do not tell the input size of a TinyViT: ${encoder.imageSize} was taken, as MobileSAM has it.`,
    );
  }
  if (decoder.width !== 256 && overrides.decoderHeads === undefined) {
    warnings.push(
      `Shapes do not tell the heads of the mask decoder: ${decoder.heads} were taken, as SAM has them.`,
    );
  }
  if (decoderTensors.size > 0) {
    warnings.push(
      `A UNETR decoder (${decoderTensors.size} tensors, the first ${quote([...decoderTensors.keys()][0] ?? '')}) was left out.`,
    );
  }
  return warnings;
}

const MOBILE_SAM = '64,128,160,320';
