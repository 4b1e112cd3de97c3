import { MedicoSamError } from '../errors/medicosam-error.js';
import type { TensorSpec } from './tensor.js';

/**
 * The names of the outputs that a run gives: those wanted, or all where none is named. For writers of a backend.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a name that the graph does not have.
 */
export function checkOutputs(
  outputs: readonly TensorSpec[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const names = outputs.map(({ name }) => name);
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown === undefined) return wanted ?? names;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The graph has the outputs ${names.join(', ')}; asked for is ${unknown}.`,
  });
}
