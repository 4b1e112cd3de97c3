import type { TfLike, TfTensor } from '../tf-like.js';
import { sizeOf } from './host-arrays.js';

/** WebGL pads no more axes than these at once. */
const MOST_AXES = 4;

/**
 * A tensor with more cells before and after along its axes. Of more than four axes each is padded by itself, between all
 * before it and all after it as one.
 */
export function padded(
  tf: TfLike,
  x: TfTensor,
  paddings: readonly (readonly [before: number, after: number])[],
  value: number,
): TfTensor {
  if (paddings.length <= MOST_AXES) {
    return tf.pad(
      x,
      paddings.map(([before, after]) => [before, after]),
      value,
    );
  }
  return paddings.reduce((tensor, [before, after], axis) => {
    if (before === 0 && after === 0) return tensor;
    const dims = [...tensor.shape];
    const size = dims[axis] ?? 1;
    const flat = tf.reshape(tensor, [sizeOf(dims.slice(0, axis)), size, sizeOf(dims.slice(axis + 1))]);
    const result = tf.pad(
      flat,
      [
        [0, 0],
        [before, after],
        [0, 0],
      ],
      value,
    );
    return tf.reshape(result, dims.with(axis, size + before + after));
  }, x);
}
