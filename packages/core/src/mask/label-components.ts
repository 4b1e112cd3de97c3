import type { BinaryMask } from './binary-mask.js';

/** Whether pixels that meet at a corner only are neighbours (8) or not (4). */
export type Connectivity = 4 | 8;

/** The connected components of a mask. */
export interface Components {
  /** Row-major: 0 outside, else 1 to `count`, numbered by each component's first pixel in row-major order. */
  readonly labels: Int32Array;
  readonly count: number;
  /** Pixels of each label; of 0 the background. */
  readonly areas: readonly number[];
}

/** The representative of a label's set; halves the path on its way. */
function find(parents: Int32Array, label: number): number {
  let at = label;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at] as number] as number;
    at = parents[at] as number;
  }
  return at;
}

/** Labels the connected components of a mask: two passes, sets of equivalent labels merged in between. */
export function labelComponents(
  { bits, width, height }: BinaryMask,
  connectivity: Connectivity = 8,
): Components {
  const labels = new Int32Array(bits.length);
  // A run of the mask takes a label at most, and a row has at most half as many runs as pixels.
  const parents = new Int32Array(Math.ceil(width / 2) * height + 1);
  let next = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (bits[at] === 0) continue;
      let label = x > 0 ? (labels[at - 1] as number) : 0;
      if (y > 0) {
        const reach = connectivity === 8 ? 1 : 0;
        for (let above = Math.max(x - reach, 0); above <= Math.min(x + reach, width - 1); above++) {
          const other = labels[at - width - x + above] as number;
          if (other === 0) continue;
          if (label === 0) {
            label = other;
          } else {
            const [a, b] = [find(parents, label), find(parents, other)];
            // The smaller label wins, so that components stay in the order of their first pixels.
            parents[Math.max(a, b)] = Math.min(a, b);
          }
        }
      }
      if (label === 0) {
        label = next++;
        parents[label] = label;
      }
      labels[at] = label;
    }
  }
  return number(labels, parents, next);
}

/** Replaces provisional labels by 1, 2, … and counts their pixels. */
function number(labels: Int32Array, parents: Int32Array, next: number): Components {
  const final = new Int32Array(next);
  let count = 0;
  for (let label = 1; label < next; label++) {
    final[label] = parents[label] === label ? ++count : (final[find(parents, label)] as number);
  }
  const areas = new Array<number>(count + 1).fill(0);
  for (let i = 0; i < labels.length; i++) {
    const label = final[labels[i] as number] as number;
    labels[i] = label;
    areas[label] = (areas[label] as number) + 1;
  }
  return { labels, count, areas };
}
