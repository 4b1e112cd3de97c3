import type { ProbeVerdict } from '@medicosam/core';
import type { ConformanceOptions } from './conformance-options.js';
import type { ConformanceReport, Deviation, Observations } from './report.js';

/** What the cases of one run leave behind. */
export class RunRecord {
  /** Verdicts of probes in this run: probes that passed do not run again for each predictor that is loaded. */
  readonly verdicts = new Map<string, ProbeVerdict>();
  readonly #passed = new Set<string>();
  readonly #skipped = new Map<string, string>();
  readonly #failed = new Map<string, string>();
  readonly #deviations = new Map<string, Deviation>();
  #observed: Observations = {};

  passed(name: string): void {
    this.#passed.add(name);
    // A runner may have tried again.
    this.#failed.delete(name);
  }

  skipped(name: string, reason: string): void {
    this.#skipped.set(name, reason);
  }

  failed(name: string, error: unknown): void {
    this.#failed.set(name, error instanceof Error ? error.message : String(error));
  }

  observed(observations: Observations): void {
    this.#observed = observations;
  }

  /** Keeps the largest share of each model and output. */
  deviated(deviation: Deviation): void {
    const key = `${deviation.model} ${deviation.what}`;
    const known = this.#deviations.get(key);
    if (!known || !(deviation.share <= known.share)) this.#deviations.set(key, deviation);
  }

  report(
    name: string,
    { realm = 'caller', expected = {} }: Pick<ConformanceOptions, 'realm' | 'expected'>,
  ): ConformanceReport {
    const deviations = [...this.#deviations.values()];
    return {
      name,
      realm,
      passed: this.#passed.size,
      skipped: [...this.#skipped].map(([test, reason]) => ({ name: test, reason })),
      failed: [...this.#failed].map(([test, message]) => ({ name: test, message })),
      deviations,
      deviation: deviations.length > 0 ? Math.max(...deviations.map(({ share }) => share)) : undefined,
      observed: this.#observed,
      expected,
      date: new Date().toISOString(),
    };
  }
}
