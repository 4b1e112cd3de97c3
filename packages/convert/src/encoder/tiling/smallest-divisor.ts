/** The smallest divisor of n that is at least `atLeast`; n itself beyond it. */
export function smallestDivisor(n: number, atLeast: number): number {
  for (let divisor = Math.max(1, Math.ceil(atLeast)); divisor < n; divisor++) {
    if (n % divisor === 0) return divisor;
  }
  return n;
}
