import type { Predictor } from '@medicosam/core';
import type { Observations } from '../../src/index.js';

export function ortProfile(): Promise<{
  readonly session: Readonly<Record<string, unknown>>;
  observe(predictor: Predictor): Promise<Observations>;
  remove(): Promise<void>;
}>;
