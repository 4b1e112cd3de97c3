import type { ConformanceCase } from '../suite/conformance-case.js';
import { abortCases } from './abort.js';
import { concurrencyCases } from './concurrency.js';
import { defaultModelCases } from './default-model.js';
import { deviceLossCases } from './device-loss.js';
import { deviceCases } from './devices.js';
import { endToEndCases } from './end-to-end.js';
import { leakCases } from './leaks.js';
import { numericsCases } from './numerics.js';
import { observationCases } from './observation.js';
import { predictorCases } from './predictor.js';
import { runningCases } from './running.js';
import { wrongInputCases } from './wrong-inputs.js';

/**
 * Every case, what others rest on first: the first one that fails tells most. Losing the device comes late, since a
 * runtime may have it once in its realm.
 */
export const CASES: readonly ConformanceCase[] = [
  ...deviceCases,
  ...runningCases,
  ...wrongInputCases,
  ...leakCases,
  ...concurrencyCases,
  ...abortCases,
  ...numericsCases,
  ...endToEndCases,
  ...predictorCases,
  ...observationCases,
  ...deviceLossCases,
  ...defaultModelCases,
];
