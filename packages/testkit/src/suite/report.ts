/** Facts by name: `device`, `threads`, `crossOriginIsolated` and whatever else a runtime tells. */
export type Observations = Readonly<Record<string, string | number | boolean>>;

/** How far answers were from PyTorch's, at most. */
export interface Deviation {
  /** A model of the suite. */
  readonly model: string;
  /** How its weights are stored: of `w16` the deviation is that of the rounded weights above all. */
  readonly storage: string;
  readonly what: 'embedding' | 'logits' | 'predictedIou';
  /** Largest absolute difference, as a share of the largest absolute golden value. */
  readonly share: number;
}

/** What came of a run of the suite: plain data, which crosses from a page and goes into a file as JSON. */
export interface ConformanceReport {
  readonly name: string;
  /** Where predictors ran: where they were loaded, or in a realm of the backend's. */
  readonly realm: 'caller' | 'own';
  /** How many tests passed. */
  readonly passed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  /** One entry for each model and output. */
  readonly deviations: readonly Deviation[];
  /** The largest of them; absent where no numbers were compared. */
  readonly deviation?: number | undefined;
  /**
   * What was seen at work: `lowering`, `storage`, `realm` and `runtime` of the predictor, and what
   * `TestedBackend.observe` told. Empty where the test that looks did not run.
   */
  readonly observed: Observations;
  /** What was to be seen. */
  readonly expected: Observations;
  /** When the report was made, as ISO 8601 in UTC. */
  readonly date: string;
}
