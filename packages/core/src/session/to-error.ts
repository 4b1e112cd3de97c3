import { MedicoSamError } from '../errors/medicosam-error.js';

/** What was thrown, as an error that a snapshot can carry. */
export function toError(thrown: unknown): Error {
  // By shape: errors of another realm are no instances of this one's class.
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return thrown as Error;
  return new MedicoSamError('INTERNAL', {
    message: `Something failed with ${String(thrown)}.`,
    cause: thrown,
  });
}
