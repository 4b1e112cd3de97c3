import { basename, dirname } from 'node:path';
import { type GraphSource, MedicoSamError, type OpenOptions } from '@medicosam/core';
import { DEVICES } from './devices/device-table.js';
import type { OrtRuntime, OrtSession } from './ort-like.js';
import { sessionOptions } from './session-options.js';
import { wrapError } from './wrap-error.js';

/**
 * Opens a graph: by path where its weights lie beside it under the name that it gives them, so that the runtime
 * reads no more than it needs; else from bytes.
 *
 * @throws MedicoSamError `DEVICE_UNAVAILABLE`, `GRAPH_UNSUPPORTED`, `GRAPH_INVALID`, `OUT_OF_MEMORY`,
 *   `BACKEND_FAILED`, `MODEL_CHECKSUM_MISMATCH`; the signal's reason when aborted.
 */
export async function openGraph(
  ort: OrtRuntime,
  source: GraphSource,
  { device, session: given, signal }: OpenOptions,
  defaults: Readonly<Record<string, unknown>> | undefined,
): Promise<OrtSession> {
  const provider = DEVICES.find((entry) => entry.device === device)?.provider;
  if (provider === undefined) {
    throw new MedicoSamError('DEVICE_UNAVAILABLE', {
      message: `onnx-node has the devices ${DEVICES.map((entry) => entry.device).join(', ')}; asked for is ${device}.`,
    });
  }
  const { graph, weights, weightsName, part } = source;
  const options = sessionOptions(provider, defaults, given);
  // Read in either case: that is what checks its hash.
  const bytes = await graph.read(0, graph.size);
  const path = pathOf(source);
  if (path === undefined && weights.size > 0) {
    options['externalData'] = [{ path: weightsName, data: await weights.read(0, weights.size) }];
  }
  if (signal?.aborted) throw signal.reason;
  let session: OrtSession;
  try {
    session = await ort.InferenceSession.create(path ?? bytes, options);
  } catch (error) {
    throw wrapError(error, { doing: 'open', part, device });
  }
  if (!signal?.aborted) return session;
  await session.release();
  throw signal.reason;
}

function pathOf({ graph, weights, weightsName }: GraphSource): string | undefined {
  if (graph.path === undefined || weights.path === undefined) return undefined;
  const isBeside = dirname(graph.path) === dirname(weights.path) && basename(weights.path) === weightsName;
  return isBeside ? graph.path : undefined;
}
