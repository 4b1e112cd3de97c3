import { expect, test } from 'vitest';
import { type CaseResult, conformanceCases, runCases, type TestedBackend } from '../src/index.js';
import { inputAndLeakDefects } from './support/defects/inputs-and-leaks.js';
import { numericsDefects } from './support/defects/numerics.js';
import { predictorDefects } from './support/defects/predictors.js';
import { runningDefects } from './support/defects/running.js';
import { waitingDefects } from './support/defects/waiting.js';

/** The first test that a backend fails. */
async function firstFailure(create: () => TestedBackend): Promise<CaseResult | undefined> {
  for await (const result of runCases(conformanceCases({ create }))) {
    if (result.status === 'failed') return result;
  }
  return undefined;
}

for (const { does, fails, create } of [
  ...runningDefects,
  ...inputAndLeakDefects,
  ...waitingDefects,
  ...numericsDefects,
  ...predictorDefects,
]) {
  test(`a backend that ${does} fails first that ${fails}`, async () => {
    const failure = await firstFailure(create);
    expect(failure?.name, String(failure?.error)).toBe(fails);
    // A sentence on what was expected, not a stack that leads into the suite.
    expect(failure?.error).toMatchObject({ message: expect.stringMatching(/^.{20,}/) });
  }, 240_000);
}
