import { type AbortSignalLike, type GraphSource, MedicoSamError } from '@medicosam/core';
import type { Graph, Initializer } from '@medicosam/onnx';
import { onBackend } from '../runtime/engine.js';
import type { TfLike } from '../tf-like.js';
import { Value } from '../value.js';
import { decodeData } from './decode-data.js';

/** Constants of so few values may be looked at: an exponent, a scale, a padding. */
const FEW = 1024;

/** Where constants are read to. */
export interface ReadConstantsOptions {
  readonly tf: TfLike;
  readonly device: string;
  /** Names of those that must be on the host. */
  readonly onHost: ReadonlySet<string>;
  readonly signal: AbortSignalLike | undefined;
}

/**
 * The constants of a graph, read one by one, so that no more than one is in memory twice.
 *
 * @throws MedicoSamError `GRAPH_INVALID` for one that is not in the weights file; the signal's reason when aborted.
 */
export async function readConstants(
  graph: Graph,
  source: GraphSource,
  { tf, device, onHost, signal }: ReadConstantsOptions,
): Promise<Map<string, Value>> {
  const constants = new Map<string, Value>();
  try {
    for (const initializer of graph.initializers) {
      const { name, type, dims } = initializer;
      const bytes = await bytesOf(initializer, source);
      if (signal?.aborted) throw signal.reason;
      const host = decodeData(type, dims, bytes, `The constant ${name}`);
      const isHost = onHost.has(name) || host.data.length <= FEW;
      const value = isHost
        ? Value.onHost(host)
        : await onBackend(tf, device, () => Value.onDevice(tf.tensor(host.data, [...dims], host.type)));
      constants.set(name, value);
    }
    return constants;
  } catch (error) {
    for (const value of constants.values()) value.dispose();
    throw error;
  }
}

async function bytesOf(initializer: Initializer, { weights, weightsName }: GraphSource): Promise<Uint8Array> {
  if ('data' in initializer) return initializer.data.slice();
  const { location, offset, length } = initializer.external;
  if (location === weightsName && offset + length <= weights.size) return weights.read(offset, length);
  throw new MedicoSamError('GRAPH_INVALID', {
    message: `The constant ${initializer.name} lies in bytes ${offset} to ${offset + length} of ${location}; given are ${weights.size} bytes of ${weightsName}.`,
  });
}
