/**
 * The value of rank `k` (0 the smallest) of `values`, which are reordered in place so that everything before `k` is
 * not larger and everything behind it not smaller. No NaN. Expected linear time (Hoare's quickselect).
 */
export function selectRank(values: Float32Array | Float64Array, k: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = medianOfThree(values, from, to);
    let i = from;
    let j = to;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else break;
  }
  return values[k] as number;
}

/** Sorted data, common in ramps and synthetic images, would make an end value the worst pivot. */
function medianOfThree(values: Float32Array | Float64Array, from: number, to: number): number {
  const a = values[from] as number;
  const b = values[(from + to) >>> 1] as number;
  const c = values[to] as number;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
