import type { Checkpoint } from './checkpoint.js';

/**
 * A checkpoint with the tensors of another laid over its own: a file that holds a fine-tuned prompt encoder and
 * mask decoder only, over the whole model that it was tuned from. Shapes are checked by `describeNetwork`.
 */
export function overlay(base: Checkpoint, over: Checkpoint): Checkpoint {
  const replaced = [...over.tensors.keys()].filter((key) => base.tensors.has(key)).length;
  const added = over.tensors.size - replaced;
  return {
    ...base,
    tensors: new Map([...base.tensors, ...over.tensors]),
    decoderTensors: over.decoderTensors.size > 0 ? over.decoderTensors : base.decoderTensors,
    notes: [
      ...base.notes,
      ...over.notes,
      `A second file replaces ${replaced} tensors of the network and adds ${added}.`,
    ],
  };
}
