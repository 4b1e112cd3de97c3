import { dict, type Piece, pickle, tensor } from './pickle-writer.js';
import { torchZip } from './torch-zip-writer.js';

/** A state dict of tensors of one value each, by their keys. */
export const stateDict = (keys: readonly string[]): Piece =>
  dict(Object.fromEntries(keys.map((key) => [key, tensor({ numel: 1, dims: [1], strides: [1] })])));

/** A torch zip file around a pickled object whose tensors lie in the storage `0` of one value. */
export const fileOf = (object: Piece): Uint8Array =>
  torchZip(pickle(object), { 0: new Uint8Array(Float32Array.of(1).buffer) });
