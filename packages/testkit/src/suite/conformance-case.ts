import type { CaseContext } from './case-context.js';

/** One test of the suite, as plain data. */
export interface ConformanceCase {
  /** The chapter of the contract. */
  readonly group: string;
  /** What is true of a backend that passes. Unique in the suite. */
  readonly name: string;
  /** `any`: it asks a predictor, wherever that runs. `caller`: it opens graphs itself, and these do not cross. */
  readonly realm: 'caller' | 'any';
  /** Rejects with a sentence where it is not. */
  run(context: CaseContext): Promise<void>;
}

type Cases = Readonly<Record<string, (context: CaseContext) => Promise<void>>>;

/** The cases of a chapter. */
export const group = (
  name: string,
  cases: Cases,
  realm: ConformanceCase['realm'] = 'caller',
): ConformanceCase[] =>
  Object.entries(cases).map(([title, run]) => ({ group: name, name: title, realm, run }));
