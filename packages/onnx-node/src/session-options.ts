import { availableParallelism } from 'node:os';

/** A cautious limit: more than two threads were not measured, and other work has to live on the machine too. */
const MOST_THREADS = 4;

/** How many threads a run uses unless told otherwise: all processors that this process may use, up to 4. */
const defaultThreads = (): number => Math.min(MOST_THREADS, availableParallelism());

/**
 * Options of a session: our defaults, then the caller's, passed through as they are.
 *
 * The memory pattern is off: with it the second run of a graph takes memory anew (a TinyViT encoder's run 1.8 s
 * instead of 0.8 s of processor time, a ViT-B's peak 1.9 GB instead of 1.2). The arena is on: without it every run
 * pays that price. Threads do not spin between runs: on two busy cores a click costs 37 ms of processor time instead
 * of 71, an encoding 1.35 s instead of 1.7, and the caller's other work gets the difference.
 */
export function sessionOptions(
  provider: string,
  ...given: readonly (Readonly<Record<string, unknown>> | undefined)[]
): Record<string, unknown> {
  return Object.assign(
    {
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      enableCpuMemArena: true,
      intraOpNumThreads: defaultThreads(),
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      // What goes wrong is thrown; a library prints nothing.
      logSeverityLevel: 4,
    },
    ...given,
    { executionProviders: [provider] },
  );
}
