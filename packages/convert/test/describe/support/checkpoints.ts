import type { Checkpoint } from '../../../src/checkpoint/index.js';
import type { ExpectedTensors } from '../../../src/describe/index.js';

/** A checkpoint of tensors that have shapes and are all zero. */
export function checkpointOf(tensors: ExpectedTensors, at: readonly string[] = []): Checkpoint {
  return {
    container: 'torch-zip',
    at,
    prefix: '',
    tensors: new Map(
      [...tensors].map(([key, dims]) => [
        key,
        { type: 'float32', dims, read: async () => new Float32Array(dims.reduce((a, b) => a * b, 1)) },
      ]),
    ),
    decoderTensors: new Map(),
    notes: [],
  };
}
