import { CaseContext } from './case-context.js';
import type { ConformanceCase } from './conformance-case.js';
import type { ConformanceOptions } from './conformance-options.js';

/** Rounding of a runtime moves the logits of the mini models by some 2e-5; a wrong term by far more than this. */
const TOLERANCE = 1e-4;

/** Runs a case on a backend of its own, and frees what it opened. Rejects as the case does. */
export async function runCase(
  { run }: Pick<ConformanceCase, 'run'>,
  { create, device, tolerance = TOLERANCE, defaultModel }: ConformanceOptions,
): Promise<void> {
  const context = await CaseContext.create({ create, device, tolerance, defaultModel });
  try {
    await run(context);
  } finally {
    await context.dispose();
  }
}
