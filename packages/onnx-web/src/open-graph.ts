import { type GraphSource, MedicoSamError, type OpenOptions } from '@medicosam/core';
import { readWeights } from './read-weights.js';
import type { LoadedRuntime } from './runtime/load-runtime.js';
import type { OrtSession } from './runtime/ort-like.js';
import { PROVIDERS, sessionOptions } from './session-options.js';
import { wrapError } from './wrap-error.js';

/**
 * Opens a graph from its bytes.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE`, `DEVICE_UNAVAILABLE`, `GRAPH_UNSUPPORTED`, `GRAPH_INVALID`,
 *   `OUT_OF_MEMORY`, `BACKEND_FAILED`, `MODEL_CHECKSUM_MISMATCH`; the signal's reason when aborted.
 */
export async function openGraph(
  { ort, threads }: LoadedRuntime,
  { graph, weights, weightsName, part }: GraphSource,
  { device, session: given, signal, keepOnDevice }: OpenOptions,
  defaults: Readonly<Record<string, unknown>> | undefined,
): Promise<OrtSession> {
  const provider = providerOf(device, threads);
  const options = sessionOptions(provider, keepOnDevice, defaults, given);
  const bytes = await graph.read(0, graph.size);
  if (weights.size > 0) {
    options['externalData'] = [{ path: weightsName, data: await readWeights(weights, bytes) }];
  }
  if (signal?.aborted) throw signal.reason;
  let session: OrtSession;
  try {
    session = await ort.InferenceSession.create(bytes, options);
  } catch (error) {
    throw wrapError(error, { doing: 'open', part, device });
  }
  if (!signal?.aborted) return session;
  await session.release();
  throw signal.reason;
}

function providerOf(device: string, threads: number): string {
  const provider = Object.hasOwn(PROVIDERS, device) ? PROVIDERS[device] : undefined;
  if (provider === undefined) {
    throw new MedicoSamError('DEVICE_UNAVAILABLE', {
      message: `onnx-web has the devices ${Object.keys(PROVIDERS).join(', ')}; asked for is ${device}.`,
    });
  }
  // One instance of the runtime in a realm, and its first session fixes its threads.
  const isFit = device === 'webgpu' || (device === 'wasm') === (threads === 1);
  if (!isFit) {
    throw new MedicoSamError('DEVICE_UNAVAILABLE', {
      message: `ONNX Runtime was set up with ${threads === 1 ? 'one thread' : `${threads} threads`} in this realm; asked for is ${device}.`,
      hint: 'Use the other of wasm and wasm-threads here, or a predictor in a worker of its own.',
    });
  }
  return provider;
}
