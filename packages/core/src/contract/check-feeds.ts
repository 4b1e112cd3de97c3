import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Feeds, HostTensor, Tensor, TensorData, TensorSpec, TensorType } from './tensor.js';

/** The array that holds the values of each type. */
export const TENSOR_ARRAYS = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const satisfies Record<TensorType, new (length: number) => TensorData>;

/** How many values dims hold. */
export const elementCount = (dims: readonly number[]): number => dims.reduce((count, dim) => count * dim, 1);

/** Dims as they are written in messages: `[1,3,256,256]`. */
export const formatDims = (dims: readonly (number | string | undefined)[]): string =>
  `[${dims.map((dim) => dim ?? '?').join(',')}]`;

/**
 * Checks feeds against the inputs of a graph, for writers of a backend: names, types, dims, a free size by its
 * name the same in every input, and of host tensors the number of values.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a missing or unknown name, `TYPE_UNSUPPORTED`, `SHAPE_MISMATCH`.
 */
export function checkFeeds(inputs: readonly TensorSpec[], feeds: Feeds): void {
  const names = inputs.map(({ name }) => name);
  for (const name of Object.keys(feeds)) {
    if (!names.includes(name)) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `The graph has the inputs ${names.join(', ')}; fed was ${name}.`,
      });
    }
  }
  const sizes = new Map<string, number>();
  for (const input of inputs) {
    const feed = feeds[input.name];
    if (feed === undefined) {
      throw new MedicoSamError('INVALID_ARGUMENT', {
        message: `The graph has the inputs ${names.join(', ')}; ${input.name} was not fed.`,
      });
    }
    checkType(input, feed);
    checkDims(input, feed.dims, sizes);
  }
}

function checkType({ name, type }: TensorSpec, feed: HostTensor | Tensor): void {
  if (feed.type !== type) {
    throw new MedicoSamError('TYPE_UNSUPPORTED', {
      message: `Input ${name} is ${type}, fed was ${String(feed.type)}.`,
    });
  }
  if (!('data' in feed)) return;
  const tag = Object.prototype.toString.call(feed.data).slice(8, -1);
  if (tag !== TENSOR_ARRAYS[type].name) {
    throw new MedicoSamError('TYPE_UNSUPPORTED', {
      message: `The values of a ${type} tensor are a ${TENSOR_ARRAYS[type].name}, input ${name} has a ${tag}.`,
    });
  }
  const count = elementCount(feed.dims);
  if (feed.data.length !== count) {
    throw new MedicoSamError('SHAPE_MISMATCH', {
      message: `Input ${name} of dims ${formatDims(feed.dims)} has ${count} values, fed were ${feed.data.length}.`,
    });
  }
}

function checkDims({ name, dims }: TensorSpec, fed: readonly number[], sizes: Map<string, number>): void {
  const isRight =
    fed.length === dims.length &&
    fed.every((size, axis) => {
      const dim = dims[axis];
      if (!Number.isInteger(size) || size < 0) return false;
      if (typeof dim === 'number') return size === dim;
      if (dim === undefined || dim === '') return true;
      const known = sizes.get(dim) ?? size;
      sizes.set(dim, known);
      return size === known;
    });
  if (isRight) return;
  const fixed = dims.map((dim) => (typeof dim === 'string' ? (sizes.get(dim) ?? dim) : dim));
  throw new MedicoSamError('SHAPE_MISMATCH', {
    message: `Input ${name} has dims ${formatDims(fixed)}, fed were ${formatDims(fed)}.`,
    details: { input: name, expected: dims, actual: fed },
  });
}
