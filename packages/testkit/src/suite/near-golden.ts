import type { Manifest } from '@medicosam/core';
import type { CaseContext } from './case-context.js';
import { largestDifference, near } from './expectations.js';
import type { Deviation } from './report.js';

/** float16 weights of these networks move their answers by less than this part of the largest value. */
const FLOAT16_SHARE = 2e-3;

/** An answer, PyTorch's, and what they are of. */
export interface GoldenComparison {
  readonly manifest: Manifest;
  readonly what: Deviation['what'];
  readonly actual: ArrayLike<number>;
  readonly golden: Float32Array;
  /** Largest absolute value of the whole golden output, where `golden` is a part of it. */
  readonly largest?: number | undefined;
  /** What a failure begins with. */
  readonly text: string;
}

/** The largest absolute value. */
export const largestOf = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Records how far an answer is from PyTorch's, and fails where that is further than allowed. */
export function nearGolden(
  { tolerance, record }: CaseContext,
  { manifest, what, actual, golden, largest = largestOf(golden), text }: GoldenComparison,
): void {
  const storage = manifest.weights[0]?.storage ?? '';
  if (actual.length === golden.length) {
    const share = largestDifference(actual, golden).distance / largest;
    record.deviated({ model: manifest.id, storage, what, share });
  }
  near(actual, golden, storage === 'w16' ? tolerance + FLOAT16_SHARE * largest : tolerance, text);
}
