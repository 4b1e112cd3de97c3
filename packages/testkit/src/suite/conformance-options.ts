import { MedicoSamError, type ModelSource } from '@medicosam/core';
import { CASES } from '../cases/index.js';
import type { TestedBackend } from './case-context.js';
import type { ConformanceCase } from './conformance-case.js';
import type { Observations } from './report.js';

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
  /**
   * Where predictors run: `caller`, where they are loaded, or `own`, in a realm that the backend spawns. A backend that
   * can spawn is tested twice. Graphs do not cross: tests that open them are skipped in the second run, with the reason.
   */
  readonly realm?: 'caller' | 'own' | undefined;
  /**
   * What must be seen while the device is at work, such as `{ device: 'wasm', threads: 2 }`: by name, as
   * `TestedBackend.observe` gives it. A backend that fell back fails.
   */
  readonly expected?: Observations | undefined;
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

const STAYS = 'graphs do not cross to another realm: tested in the run in the caller’s realm';

/**
 * The cases with the reasons of those that are skipped.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a skip without a reason, or of a test that there is not.
 */
export function planCases({ skip = [], realm }: Pick<ConformanceOptions, 'skip' | 'realm'>): PlannedCase[] {
  const reasons = new Map<string, string>();
  if (realm === 'own') {
    for (const one of CASES) if (one.realm === 'caller') reasons.set(one.name, STAYS);
  }
  for (const { reason, tests } of skip) {
    if (reason.trim() === '')
      throw invalid(`A skip states its reason; that of ${tests.join(', ')} is empty.`);
    for (const name of tests) {
      if (!CASES.some((one) => one.name === name)) throw invalid(`The suite has no test named "${name}".`);
      reasons.set(name, reason);
    }
  }
  return CASES.map(({ group, name, run }) => ({ group, name, run, skipped: reasons.get(name) }));
}

const invalid = (message: string) =>
  new MedicoSamError('INVALID_ARGUMENT', { message, hint: 'Names stand in the report of testBackend.' });
