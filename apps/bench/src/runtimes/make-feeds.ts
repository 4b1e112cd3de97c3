import type { HostTensor } from '@medicosam/core';
import type { FeedSpec } from '../graph-job.js';
import { normalNumbers } from '../normal-numbers.js';

/** Inputs of a graph as host tensors: the same numbers in every process and page. */
export function makeFeeds(specs: Readonly<Record<string, FeedSpec>>): Record<string, HostTensor> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, makeFeed(spec)]));
}

function makeFeed(spec: FeedSpec): HostTensor {
  const { dims } = spec;
  if ('fill' in spec) {
    const count = dims.reduce((product, dim) => product * dim, 1);
    const data = spec.fill === 'zeros' ? new Float32Array(count) : normalNumbers(count);
    return { type: 'float32', dims, data };
  }
  return spec.type === 'int32'
    ? { type: 'int32', dims, data: Int32Array.from(spec.values) }
    : { type: 'float32', dims, data: Float32Array.from(spec.values) };
}
