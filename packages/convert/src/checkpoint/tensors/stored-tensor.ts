import type { StoredTensor, StoredType } from '../checkpoint.js';
import { quote, unreadable } from '../unreadable.js';
import { ELEMENT_BYTES, viewElements } from './element-types.js';
import { gather, isContiguous } from './gather.js';
import { toFloat32 } from './to-float32.js';

/** A strided view of elements that are somewhere in a file. */
export interface TensorView {
  readonly key: string;
  readonly type: StoredType;
  readonly dims: readonly number[];
  /** In elements, as `offset`; row-major without gaps when absent. */
  readonly strides?: readonly number[] | undefined;
  readonly offset: number;
  /** Elements of the storage that the view must stay inside. */
  readonly storageNumel: number;
  /** Reads bytes of the storage. */
  readonly readBytes: (byteOffset: number, byteLength: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Checks a view once and gives the tensor that reads it: of a contiguous one its own bytes and no others, of
 * a strided one the part of the storage from its first to its last element.
 *
 * @throws MedicoSamError `CHECKPOINT_UNREADABLE` when the view leaves its storage or is too large to read.
 */
export function storedTensor(view: TensorView, maxValues: number): StoredTensor {
  const { type, dims, offset } = view;
  const numel = dims.reduce((product, dim) => product * dim, 1);
  const strides = view.strides ?? rowMajor(dims);
  const span = numel === 0 ? 0 : dims.reduce((last, dim, axis) => last + (dim - 1) * (strides[axis] ?? 0), 1);
  // Written so that NaN and infinity fail.
  if (!(numel <= maxValues)) {
    throw unreadable(`Tensor ${quote(view.key)} has ${numel} values; at most ${maxValues} are read.`);
  }
  if (!(offset + span <= view.storageNumel)) {
    throw unreadable(
      `Tensor ${quote(view.key)} reaches to element ${offset + span} of a storage of ${view.storageNumel}.`,
    );
  }
  const size = ELEMENT_BYTES[type];
  return {
    type,
    dims,
    read: async () => {
      if (numel === 0) return new Float32Array(0);
      const elements = viewElements(type, await view.readBytes(offset * size, span * size));
      return toFloat32(type, isContiguous(dims, strides) ? elements : gather(elements, dims, strides));
    },
  };
}

/** Strides of a tensor without gaps, in elements. */
export function rowMajor(dims: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (const dim of dims.toReversed()) {
    strides.unshift(step);
    step *= dim;
  }
  return strides;
}
