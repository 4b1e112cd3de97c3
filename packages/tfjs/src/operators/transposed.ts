import type { TfLike, TfTensor } from '../tf-like.js';
import type { Call } from './call.js';

/** So many axes TensorFlow.js transposes at once; on wasm more than four take a hundred times as long. */
const AT_ONCE = { wasm: 4, others: 6 };

/**
 * A tensor with its axes in another order. Axes of size 1 are left out, and those that stay neighbours are taken as one;
 * where too many are left, runs of axes are exchanged, one pair after another.
 */
export function transposed(
  { tf, device }: Pick<Call, 'tf' | 'device'>,
  x: TfTensor,
  perm: readonly number[],
): TfTensor {
  const dims = perm.map((axis) => x.shape[axis] ?? 1);
  const runs = runsOf(x.shape, perm);
  const order = [...runs.keys()].sort((a, b) => (runs[a]?.[0] ?? 0) - (runs[b]?.[0] ?? 0));
  const places = [...runs.keys()].map((run) => order.indexOf(run));
  const sizes = order.map((run) => product((runs[run] ?? []).map((axis) => x.shape[axis] ?? 1)));
  if (runs.length < 2) return tf.reshape(x, dims);
  const isDirect = runs.length <= (device === 'wasm' ? AT_ONCE.wasm : AT_ONCE.others);
  const result = isDirect ? tf.transpose(tf.reshape(x, sizes), places) : inSteps(tf, x, sizes, places);
  return tf.reshape(result, dims);
}

const product = (sizes: readonly number[]): number => sizes.reduce((count, size) => count * size, 1);

/** Axes in their new order, without those of size 1; those that were neighbours already together. */
function runsOf(shape: readonly number[], perm: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const axis of perm.filter((one) => shape[one] !== 1)) {
    const before = runs.at(-1)?.at(-1);
    const areNeighbours =
      before !== undefined && axis > before && product(shape.slice(before + 1, axis)) === 1;
    if (areNeighbours) runs.at(-1)?.push(axis);
    else runs.push([axis]);
  }
  return runs;
}

/** The axes from `first` to before `second` change places with those from there to before `end`. */
interface Exchange {
  readonly first: number;
  readonly second: number;
  readonly end: number;
}

function exchange<T>(list: readonly T[], { first, second, end }: Exchange): T[] {
  return [
    ...list.slice(0, first),
    ...list.slice(second, end),
    ...list.slice(first, second),
    ...list.slice(end),
  ];
}

function inSteps(tf: TfLike, x: TfTensor, given: readonly number[], places: readonly number[]): TfTensor {
  let [result, sizes] = [x, [...given]];
  for (const step of exchangesFor(places)) {
    const { first, second, end } = step;
    const four = [
      product(sizes.slice(0, first)),
      product(sizes.slice(first, second)),
      product(sizes.slice(second, end)),
      product(sizes.slice(end)),
    ];
    result = tf.transpose(tf.reshape(result, four), [0, 2, 1, 3]);
    sizes = exchange(sizes, step);
  }
  return result;
}

const known = new Map<string, readonly Exchange[]>();

/** The fewest exchanges that make an order of axes, found by trying all of one, of two, … */
function exchangesFor(places: readonly number[]): readonly Exchange[] {
  const target = places.join();
  const found = known.get(target) ?? search([...places.keys()], target);
  known.set(target, found);
  return found;
}

function search(start: readonly number[], target: string): readonly Exchange[] {
  const seen = new Set([start.join()]);
  let reached: { readonly order: readonly number[]; readonly steps: readonly Exchange[] }[] = [
    { order: start, steps: [] },
  ];
  while (reached.length > 0) {
    const next: typeof reached = [];
    for (const { order, steps } of reached) {
      for (const step of exchangesOf(order.length)) {
        const made = { order: exchange(order, step), steps: [...steps, step] };
        const key = made.order.join();
        if (key === target) return made.steps;
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(made);
      }
    }
    reached = next;
  }
  return [];
}

function* exchangesOf(length: number): Generator<Exchange> {
  for (let first = 0; first < length; first++) {
    for (let second = first + 1; second < length; second++) {
      for (let end = second + 1; end <= length; end++) yield { first, second, end };
    }
  }
}
