import type { Manifest, ManifestGraph } from './manifest.js';

/** One way in which a part of a model is written: the graphs of its stages, in the order they run. */
export interface GraphVariant {
  readonly lowering: string;
  /** The most tokens an object may have; undefined: any number. */
  readonly maxTokens: number | undefined;
  readonly stages: readonly ManifestGraph[];
}

const limit = ({ maxTokens }: GraphVariant) => maxTokens ?? Number.POSITIVE_INFINITY;

/**
 * The variants of a part in one storage, the best first: lowerings in the order given, of one lowering the one for
 * the fewest tokens first. Once a variant bears any number of tokens, those after it are of no use and left out.
 */
export function graphVariants(
  { graphs }: Manifest,
  part: string,
  storage: string,
  lowerings: readonly string[],
): readonly GraphVariant[] {
  const found: GraphVariant[] = [];
  for (const lowering of lowerings) {
    const own = graphs.filter(
      (graph) => graph.part === part && graph.storage === storage && graph.lowering === lowering,
    );
    const limits = new Set(own.map(({ when }) => when?.maxTokens));
    const variants = [...limits].map((maxTokens) => ({
      lowering,
      maxTokens,
      stages: own
        .filter(({ when }) => when?.maxTokens === maxTokens)
        .sort((a, b) => (a.stage ?? 0) - (b.stage ?? 0)),
    }));
    found.push(...variants.sort((a, b) => limit(a) - limit(b)));
    if (limits.has(undefined)) break;
  }
  return found;
}

/** The first variant that bears so many tokens. */
export function variantFor(variants: readonly GraphVariant[], tokens: number): GraphVariant | undefined {
  return variants.find((variant) => tokens <= limit(variant));
}
