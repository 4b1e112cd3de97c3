/**
 * The conformance suite of MedicoSAM backends, and a reference backend in plain TypeScript.
 *
 * @module
 */
export { type GoldenPrompt, type Goldens, readGoldens } from './models/goldens.js';
export { MINI_MODELS, type MiniModel, miniModel } from './models/mini-model.js';
export type { Operator, Operators } from './reference/operator.js';
export {
  type ReferenceBackend,
  type ReferenceBackendOptions,
  referenceBackend,
} from './reference/reference-backend.js';
export type { Value, Values } from './reference/value.js';
export type { TestedBackend } from './suite/case-context.js';
export {
  type CaseResult,
  conformanceCases,
  type RunConformanceOptions,
  type RunnableCase,
  runCases,
  runConformance,
} from './suite/conformance-cases.js';
export type { ConformanceOptions, Skip } from './suite/conformance-options.js';
export { ConformanceFailure } from './suite/expectations.js';
export type { ConformanceReport, Deviation, Observations } from './suite/report.js';
export { type TestBackendOptions, type TestRunner, testBackend } from './suite/test-backend.js';
