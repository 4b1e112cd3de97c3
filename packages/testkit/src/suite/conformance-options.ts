import { MedicoSamError, type ModelSource } from '@medicosam/core';
import { CASES } from '../cases/index.js';
import type { TestedBackend } from './case-context.js';
import type { ConformanceCase } from './conformance-case.js';

/** Tests that a backend does not pass, and why that is right. */
export interface Skip {
  /** A sentence: what the runtime lacks. */
  readonly reason: string;
  /** Names of tests. */
  readonly tests: readonly string[];
}

/** What a backend is tested with. */
export interface ConformanceOptions {
  /** A fresh backend for each test. */
  readonly create: () => TestedBackend | Promise<TestedBackend>;
  /** The device to test; the first usable one when absent. */
  readonly device?: string | undefined;
  readonly skip?: readonly Skip[] | undefined;
  /** Largest absolute difference from PyTorch's numbers; 1e-4 when absent. */
  readonly tolerance?: number | undefined;
  /** The model that ships with the SDK, for the last test. Not read unless that runs. */
  readonly defaultModel?: ModelSource | undefined;
}

/** A case, or why it is skipped. */
export interface PlannedCase extends Pick<ConformanceCase, 'group' | 'name'> {
  readonly skipped?: string | undefined;
  readonly run: ConformanceCase['run'];
}

/**
 * The cases with the reasons of those that are skipped.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not.
 */
export function planCases(skip: readonly Skip[] = []): PlannedCase[] {
  const reasons = new Map<string, string>();
  for (const { reason, tests } of skip) {
    if (reason.trim() === '')
      throw invalid(`A skip states its reason; that of ${tests.join(', ')} is empty.`);
    for (const name of tests) {
      if (!CASES.some((one) => one.name === name)) throw invalid(`The suite has no test named "${name}".`);
      reasons.set(name, reason);
    }
  }
  return CASES.map((one) => ({ ...one, skipped: reasons.get(one.name) }));
}

const invalid = (message: string) =>
  new MedicoSamError('INVALID_ARGUMENT', { message, hint: 'Names stand in the report of testBackend.' });
