import { MedicoSamError } from '../errors/medicosam-error.js';

/** The threshold of a session's masks. @throws MedicoSamError `INVALID_ARGUMENT` when it is not finite. */
export function checkThreshold(threshold = 0): number {
  if (Number.isFinite(threshold)) return threshold;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `A threshold is a finite number, got ${threshold}.`,
  });
}
