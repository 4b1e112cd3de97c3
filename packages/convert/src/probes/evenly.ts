/** At most `count` whole numbers from 0 to `size − 1`, both included, evenly spread. */
export function evenly(count: number, size: number): number[] {
  const step = (size - 1) / (count - 1);
  return [...new Set(Array.from({ length: count }, (_, i) => Math.round(i * step)))];
}
