import type { StoredElements } from './element-types.js';

/** Whether a view lies in its storage in row-major order without gaps; axes of size 1 may have any stride. */
export function isContiguous(dims: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    const dim = dims[axis] ?? 1;
    if (dim !== 1 && strides[axis] !== expected) return false;
    expected *= dim;
  }
  return true;
}

/** The elements of a strided view, in row-major order. `elements` begin at the view's first element. */
export function gather<T extends StoredElements>(
  elements: T,
  dims: readonly number[],
  strides: readonly number[],
): T {
  const numel = dims.reduce((product, dim) => product * dim, 1);
  const result = new (elements.constructor as new (length: number) => T)(numel);
  const index = dims.map(() => 0);
  let from = 0;
  for (let to = 0; to < numel; to++) {
    result[to] = elements[from] as T[number];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const step = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      from += step;
      if (next < (dims[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      from -= step * next;
    }
  }
  return result;
}
