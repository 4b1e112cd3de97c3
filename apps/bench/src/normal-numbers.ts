/** Marsaglia's polar method over a linear congruential generator: the same numbers in every process. */
export function normalNumbers(count: number): Float32Array {
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; ) {
    const [u, v] = [uniform(), uniform()];
    const s = u * u + v * v;
    if (s >= 1 || s === 0) continue;
    numbers[i++] = u * Math.sqrt((-2 * Math.log(s)) / s);
  }
  return numbers;
}
