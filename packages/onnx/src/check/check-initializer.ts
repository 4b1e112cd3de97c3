import { MedicoSamError } from '@medicosam/core';
import { byteLength } from '../graph/data-types.js';
import type { Initializer } from '../graph/graph.js';

/** Sizes are sizes, the bytes are as many as they say, and an external file lies beside the graph. */
export function checkInitializer(initializer: Initializer): void {
  const { name, type, dims } = initializer;
  if (!dims.every(isSize)) {
    throw invalid(name, `sizes must be whole numbers from 0 on, they are [${dims.join(',')}]`);
  }
  const expected = byteLength(type, dims);
  const actual = 'data' in initializer ? initializer.data.length : initializer.external.length;
  if (actual !== expected) {
    throw invalid(name, `${type} [${dims.join(',')}] takes ${expected} bytes, there are ${actual}`);
  }
  if ('data' in initializer) return;
  const { location, offset } = initializer.external;
  if (!isSize(offset)) throw invalid(name, `the offset must be a whole number from 0 on, it is ${offset}`);
  if (!isInside(location)) {
    throw invalid(name, `the weights file must lie in the graph's folder, it is '${location}'`);
  }
}

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Refuses absolute paths, drive letters and ways up, which would read files that are no part of the model. */
const isInside = (location: string): boolean =>
  location !== '' && !/^[/\\]|^[A-Za-z]:/.test(location) && !location.split(/[/\\]/).includes('..');

const invalid = (name: string, message: string) =>
  new MedicoSamError('GRAPH_INVALID', { message: `Initializer '${name}': ${message}.`, details: { name } });
