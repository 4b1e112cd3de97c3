import { CaseContext } from './case-context.js';
import type { ConformanceOptions, PlannedCase } from './conformance-options.js';
import type { RunRecord } from './run-record.js';

/** Rounding of a runtime moves the logits of the mini models by some 2e-5; a wrong term by far more than this. */
const TOLERANCE = 1e-4;

/** Runs a case on a backend of its own, frees what it opened, and records how it ended. Rejects as the case does. */
export async function runCase(
  { name, run }: PlannedCase,
  { tolerance = TOLERANCE, realm = 'caller', expected = {}, ...options }: ConformanceOptions,
  record: RunRecord,
): Promise<void> {
  try {
    const context = await CaseContext.create({ ...options, tolerance, realm, expected, record });
    try {
      await run(context);
    } finally {
      await context.dispose();
    }
  } catch (error) {
    record.failed(name, error);
    throw error;
  }
  record.passed(name);
}
