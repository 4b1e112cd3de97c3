import { expect, test } from 'vitest';
import { type CaseResult, conformanceCases, runCases, type TestedBackend } from '../src/index.js';
import { inputAndLeakDefects } from './support/defects/inputs-and-leaks.js';
import { numericsDefects } from './support/defects/numerics.js';
import { predictorDefects } from './support/defects/predictors.js';
import { runningDefects } from './support/defects/running.js';
import { waitingDefects } from './support/defects/waiting.js';

/** That it is the first to fail of all tests is shown by `npm run prove`, which runs those before it as well. */
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;

/** The first test that a backend fails, of all or of the one named. */
async function firstFailure(create: () => TestedBackend, name: string): Promise<CaseResult | undefined> {
  const cases = conformanceCases({ create }).filter((one) => isProof || one.name === name);
  for await (const result of runCases(cases)) {
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
  test(`a backend that ${does} fails ${isProof ? 'first ' : ''}that ${fails}`, async () => {
    const failure = await firstFailure(create, fails);
    expect(failure?.name, String(failure?.error)).toBe(fails);
    // A sentence on what was expected, not a stack that leads into the suite.
    expect(failure?.error).toMatchObject({ message: expect.stringMatching(/^.{20,}/) });
  }, 240_000);
}
