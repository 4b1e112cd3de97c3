import { type ConformanceOptions, planCases } from './conformance-options.js';
import { runCase } from './run-case.js';

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
export function testBackend({ name, runner, ...options }: TestBackendOptions): void {
  const { describe, test } = runner;
  const cases = planCases(options.skip);
  describe(name, () => {
    for (const group of new Set(cases.map((one) => one.group))) {
      describe(group, () => {
        for (const one of cases.filter((candidate) => candidate.group === group)) {
          const run = () => runCase(one, options);
          if (one.skipped === undefined) test(one.name, run);
          else test.skip(`${one.name} (skipped: ${one.skipped})`, run);
        }
      });
    }
  });
}
