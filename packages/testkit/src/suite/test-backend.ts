import { recordedCases } from './conformance-cases.js';
import type { ConformanceOptions } from './conformance-options.js';
import type { ConformanceReport } from './report.js';
import { RunRecord } from './run-record.js';

/** The two functions of a test runner that are used; those of vitest, mocha, jest, and `node:test` fit. */
export interface TestRunner {
  /** Groups the tests that `body` declares. */
  describe(name: string, body: () => void): unknown;
  /** Declares a test, or with `skip` one that does not run; the reason is part of its name. */
  readonly test: {
    (name: string, body: () => Promise<void>): unknown;
    /** Declares a test that does not run. */
    skip(name: string, body: () => Promise<void>): unknown;
  };
}

/** What {@link testBackend} is given. */
export interface TestBackendOptions extends ConformanceOptions {
  /** For the report: `onnx-node`. */
  readonly name: string;
  readonly runner: TestRunner;
  /**
   * Gets the report once the other tests have ended, as a last test of the suite: to write it to a file, say. What it
   * throws fails that test.
   */
  readonly onReport?: ((report: ConformanceReport) => void | Promise<void>) | undefined;
}

/**
 * Declares the conformance suite of a backend with a test runner. A backend that passes answers every prompt as
 * PyTorch does, holds to the contract, and leaks nothing.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not.
 * @example
 * import { describe, test } from 'vitest';
 * testBackend({ name: 'mine', create: () => ({ backend: mine() }), runner: { describe, test } });
 */
export function testBackend({ name, runner, onReport, ...options }: TestBackendOptions): void {
  const { describe, test } = runner;
  const record = new RunRecord();
  const cases = recordedCases(options, record);
  describe(name, () => {
    for (const group of new Set(cases.map((one) => one.group))) {
      describe(group, () => {
        for (const one of cases.filter((candidate) => candidate.group === group)) {
          if (one.skipped === undefined) test(one.name, one.run);
          else test.skip(`${one.name} (skipped: ${one.skipped})`, one.run);
        }
      });
    }
    if (onReport) test('the report is handed over', async () => onReport(record.report(name, options)));
  });
}
