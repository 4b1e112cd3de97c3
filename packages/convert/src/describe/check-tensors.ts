import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { expectedTensors } from './expected-tensors.js';
import { incomplete } from './incomplete.js';
import type { NetworkDescription } from './network.js';
import { unknownKey, wrongShape } from './shape-reader.js';

/** TinyViT's classifier, and what older files and batch norms hold beside weights: no part of inference. */
const UNUSED =
  /^image_encoder\.(?:head\.|norm_head\.|.*\.attn\.(?:attention_bias_idxs|ab)$|.*\.bn\.num_batches_tracked$)/;
const PART = /^(?:image_encoder|prompt_encoder|mask_decoder)\./;

/** The keys that a network of this description has and the checkpoint has not. */
export const missingTensors = (
  { tensors }: Checkpoint,
  network: Pick<NetworkDescription, 'encoder' | 'decoder'>,
): string[] => [...expectedTensors(network).keys()].filter((key) => !tensors.has(key));

/** Checks that exactly the tensors of a network are there, in their shapes. */
export function checkTensors(
  checkpoint: Checkpoint,
  network: Pick<NetworkDescription, 'encoder' | 'decoder'>,
): void {
  const expected = expectedTensors(network);
  for (const key of checkpoint.tensors.keys()) {
    if (!PART.test(key) || expected.has(key) || UNUSED.test(key)) continue;
    throw unknownKey(key, 'stands for a layer that is not part of the network as it is known here.');
  }
  const missing = missingTensors(checkpoint, network);
  if (missing.length > 0) throw incomplete(checkpoint, missing);
  for (const [key, dims] of expected) {
    const actual = checkpoint.tensors.get(key)?.dims ?? [];
    if (actual.join() !== dims.join()) throw wrongShape(key, actual, `shape [${dims.join(', ')}]`);
  }
  const { encoder, decoder } = network;
  if (encoder.outChannels !== decoder.width) {
    throw wrongShape(
      'image_encoder.neck.0.weight',
      checkpoint.tensors.get('image_encoder.neck.0.weight')?.dims ?? [],
      `${decoder.width} output channels, the width of the mask decoder`,
    );
  }
}
