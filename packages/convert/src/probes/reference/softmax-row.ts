/** Softmax of one row. */
export function softmaxRow(logits: Float64Array): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  const powers = logits.map((logit) => {
    const power = exp(logit - largest);
    sum += power;
    return power;
  });
  return powers.map((power) => power / sum);
}

/**
 * `e^x` to 1e-12, as exp(x / 2¹⁰) to the power of 2¹⁰. Engines may differ in the last bit of `Math.exp`, and the
 * files that probes are written to must not.
 */
function exp(x: number): number {
  if (x < -700) return 0;
  const small = x / 1024;
  let power = 1;
  for (let term = 8; term > 0; term--) power = 1 + (small / term) * power;
  for (let squared = 0; squared < 10; squared++) power *= power;
  return power;
}
