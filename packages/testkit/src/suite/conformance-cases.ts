import { type ConformanceOptions, planCases } from './conformance-options.js';
import { runCase } from './run-case.js';

/** One test as plain data. */
export interface RunnableCase {
  readonly group: string;
  readonly name: string;
  /** Why it is not to be run. */
  readonly skipped?: string | undefined;
  /** Runs it on a backend of its own; rejects with a sentence where the backend does not conform. */
  run(): Promise<void>;
}

/** How a test ended. */
export interface CaseResult extends Pick<RunnableCase, 'group' | 'name'> {
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Of a skipped one. */
  readonly reason?: string | undefined;
  /** Of a failed one. */
  readonly error?: unknown;
}

/**
 * The conformance suite as plain data, in order, for a place without a test runner: a page, a worker, a shell.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not.
 */
export function conformanceCases(options: ConformanceOptions): readonly RunnableCase[] {
  return planCases(options.skip).map(({ group, name, skipped, run }) => ({
    group,
    name,
    skipped,
    run: () => runCase({ run }, options),
  }));
}

/**
 * Runs cases one after another; to stop reading ends it.
 *
 * @example
 * for await (const { name, status, error } of runCases(conformanceCases({ create }))) show(name, status, error);
 */
export async function* runCases(cases: Iterable<RunnableCase>): AsyncGenerator<CaseResult, void, undefined> {
  for (const { group, name, skipped, run } of cases) {
    if (skipped !== undefined) {
      yield { group, name, status: 'skipped', reason: skipped };
      continue;
    }
    try {
      await run();
      yield { group, name, status: 'passed' };
    } catch (error) {
      yield { group, name, status: 'failed', error };
    }
  }
}
