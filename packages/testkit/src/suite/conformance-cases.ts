import { type ConformanceOptions, planCases } from './conformance-options.js';
import type { ConformanceReport } from './report.js';
import { runCase } from './run-case.js';
import { RunRecord } from './run-record.js';

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

/** Cases that leave their traces in a record. */
export function recordedCases(options: ConformanceOptions, record: RunRecord): readonly RunnableCase[] {
  return planCases(options).map((one) => {
    const { group, name, skipped } = one;
    if (skipped !== undefined) record.skipped(name, skipped);
    return { group, name, skipped, run: () => runCase(one, options, record) };
  });
}

/**
 * The conformance suite as plain data, in order, for a place without a test runner: a page, a worker, a shell.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not.
 */
export const conformanceCases = (options: ConformanceOptions): readonly RunnableCase[] =>
  recordedCases(options, new RunRecord());

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

/** What {@link runConformance} is given. */
export interface RunConformanceOptions extends ConformanceOptions {
  /** For the report. */
  readonly name: string;
  /** Hears of each test as it ends. */
  readonly onCase?: ((result: CaseResult) => void) | undefined;
}

/**
 * Runs the whole suite without a test runner; the report is plain data, so that it crosses from a page.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not. A test that
 *   fails is in the report.
 */
export async function runConformance({
  name,
  onCase,
  ...options
}: RunConformanceOptions): Promise<ConformanceReport> {
  const record = new RunRecord();
  for await (const result of runCases(recordedCases(options, record))) onCase?.(result);
  return record.report(name, options);
}
