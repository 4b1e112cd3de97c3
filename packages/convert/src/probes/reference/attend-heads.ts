import { dot } from '../matrix.js';
import { softmaxRow } from './softmax-row.js';

/** One query and all that it sees. Rows hold the heads side by side. */
interface SeenByQuery {
  readonly query: Float64Array;
  readonly keys: readonly Float64Array[];
  readonly values: readonly Float64Array[];
  /** What is added to the scores of each head. */
  readonly biases?: readonly Float64Array[];
}

/** What a query gathers, head by head: `softmax(q·kᵀ + bias) v`. */
export function attendHeads(heads: number, { query, keys, values, biases = [] }: SeenByQuery): Float64Array {
  const width = query.length / heads;
  const gathered = new Float64Array(query.length);
  for (let head = 0; head < heads; head++) {
    const offset = head * width;
    const own = query.subarray(offset, offset + width);
    const bias = biases[head];
    const weights = softmaxRow(Float64Array.from(keys, (key, i) => dot(own, key, offset) + (bias?.[i] ?? 0)));
    for (const [i, value] of values.entries()) {
      const weight = weights[i] ?? 0;
      for (let j = offset; j < offset + width; j++)
        gathered[j] = (gathered[j] ?? 0) + weight * (value[j] ?? 0);
    }
  }
  return gathered;
}
