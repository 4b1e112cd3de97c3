import { smallestDivisor } from './smallest-divisor.js';

/** How the scores of all heads and queries are cut: into groups of heads, or into parts of each head's queries. */
interface ScoreTiles {
  readonly groups: number;
  /** Parts of the queries; where there are several, each head is a group of its own. */
  readonly parts: number;
}

/** As few tiles as keep heads · queries · tokens at `tileValues` or below. */
export function planScoreTiles(heads: number, tokens: number, tileValues: number): ScoreTiles {
  const perHead = tokens ** 2 / tileValues;
  if (perHead > 1) return { groups: heads, parts: smallestDivisor(tokens, perHead) };
  return { groups: smallestDivisor(heads, heads * perHead), parts: 1 };
}
